"""The numeric core of disclosure control: cells, linear relations, attacks, patterns, proofs. Knows no register.

Comes in: a :class:`System`. Goes out: a :class:`Solution` with the pattern, its cost and bound, and whole-number
witnesses. Always holds: what :func:`failures` and :func:`refuted` say is solved anew, not taken from the search.
"""

from berichtsgenerator.disclosure.numeric.certificate import Sparse, failures, intervals, refuted
from berichtsgenerator.disclosure.numeric.insiders import exposed
from berichtsgenerator.disclosure.numeric.solve import EXACT, NORMAL, THOROUGH, Effort, Solution, protect
from berichtsgenerator.disclosure.numeric.system import Attack, Status, System, attacks_of, parts

__all__ = [
    "EXACT",
    "NORMAL",
    "THOROUGH",
    "Attack",
    "Effort",
    "Solution",
    "Sparse",
    "Status",
    "System",
    "attacks_of",
    "exposed",
    "failures",
    "intervals",
    "parts",
    "protect",
    "refuted",
]
