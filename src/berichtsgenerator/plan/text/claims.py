"""What an author says of numbers: claims that can be checked, and numbers that a paragraph relies on.

Comes in: the arguments of ``stimmt()`` and ``beruht_auf()``. Goes out: slots that print nothing. They are checked after
protection, on printed values; a text never depends on them, because a sentence that comes and goes with a value would
tell what is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.layout.sandbox import Token, slot_of
from berichtsgenerator.plan.planned.inline import ClaimSlot, NumberSlot, RelianceSlot
from berichtsgenerator.plan.text.work import Work

RELATIONS = ("=", "≠", "<", "≤", ">", "≥", "etwa")
"""The relations of ``stimmt()``; ``etwa`` is less than five percent apart."""
_SAME = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "ungefähr": "etwa", "gleich": "="}
_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:[. \u202f\u00a0]\d{3})+|\d+)(?:,\d+)?")


def claim(work: Work, left: Any, relation: Any, right: Any) -> ClaimSlot | None:
    """The claim of a call; None with a finding where it is not one."""
    sign = _SAME.get(str(relation), str(relation)) if isinstance(relation, str) else ""
    if sign not in RELATIONS:
        shown = relation if isinstance(relation, str) else "diese Angabe"
        work.desk.error(
            "vorlage-argument", f"Die Beziehung „{shown}“ kennt stimmt() nicht.", work.here(),
            did_you_mean(str(shown), RELATIONS) or f"Möglich sind: {' '.join(RELATIONS)}.",
        )  # fmt: skip
        return None
    if not isinstance(left, Token):
        work.desk.error(
            "vorlage-argument", "Der erste Wert von stimmt() ist eine Zahl aus dem Register.", work.here(),
            'Schreiben Sie etwa stimmt(wert("sgb2_quote"), ">", wert("sgb2_quote", "land")).',
        )  # fmt: skip
        return None
    other = None if isinstance(right, Token) else _number(right)
    if other is None and not isinstance(right, Token):
        work.desk.error(
            "vorlage-argument", "Der dritte Wert von stimmt() ist eine Zahl.", work.here(),
            'Schreiben Sie wert(…), 100 oder "7,1".',
        )  # fmt: skip
        return None
    key = _key(work, right) if isinstance(right, Token) else None
    return ClaimSlot(_key(work, left), sign, key, other, work.here())


def reliance(work: Work, values: Sequence[Any]) -> RelianceSlot | None:
    """The numbers that a paragraph relies on; None with a finding where there are none."""
    if not values or not all(isinstance(value, Token) for value in values):
        work.desk.error(
            "vorlage-argument", "beruht_auf() nimmt Zahlen aus dem Register.", work.here(),
            'Schreiben Sie etwa beruht_auf(wert("sgb2_quote"), rang("sgb2_quote", gebiet)).',
        )  # fmt: skip
        return None
    keys = [_key(work, value) for value in values]
    return RelianceSlot(tuple(key for key in keys if key is not None), work.here())


def _key(work: Work, token: Token) -> NumberKey | None:
    slot = work.slots[slot_of(token)]
    return slot.key if isinstance(slot, NumberSlot) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        found = re.fullmatch(rf"\s*({_NUMBER.pattern})\s*(?:%|Prozent|Prozentpunkte?|Euro)?\s*", value)
        if found:
            digits = re.sub(r"[. \u202f\u00a0]", "", found[1]).replace("−", "-").replace(",", ".")
            return float(digits)
    return None
