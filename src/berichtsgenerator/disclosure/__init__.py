"""Disclosure control: no published number tells of one or two persons, and none lets a reader compute such a number.

Comes in: the register of a whole build and the project's rules. Goes out: the register with protected entries, and what
was done as diagnostics without any hidden value. Always holds: one mark for all hidden numbers; the same register gives
the same pattern; nothing hidden is left in values, components, source cells or quality marks.
"""

from berichtsgenerator.disclosure.account import Figures, Finding, Outcome
from berichtsgenerator.disclosure.audit import leaks
from berichtsgenerator.disclosure.concentration import Concentration
from berichtsgenerator.disclosure.editions import Editions, read_editions, with_known
from berichtsgenerator.disclosure.numeric import EXACT, NORMAL, THOROUGH, Effort
from berichtsgenerator.disclosure.protection import protect, protect_document
from berichtsgenerator.disclosure.rounding import Rounding
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason

EFFORTS: dict[str, Effort] = {"normal": NORMAL, "gruendlich": THOROUGH, "beweis": EXACT}
"""How much work a protection may take, by the project file's words."""

__all__ = [
    "EFFORTS",
    "Concentration",
    "DisclosureRules",
    "Editions",
    "Figures",
    "Finding",
    "Outcome",
    "Reason",
    "Rounding",
    "leaks",
    "protect",
    "protect_document",
    "read_editions",
    "with_known",
]
