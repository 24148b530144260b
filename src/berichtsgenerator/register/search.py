"""Finding numbers again: by id, by the beginning of an id, by printed text (``7,1``, ``20 698``), by words.

Comes in: what a person types after ``bericht herkunft`` and the register files beside the reports. Goes out: the
numbers that fit, the closest kind of match only, and German lines that say where each comes from and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic, ReportError, error
from berichtsgenerator.register.files import SUFFIX, read_register
from berichtsgenerator.register.provenance import provenance_lines
from berichtsgenerator.register.records import NumberRecord

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found: how it matched (``kennung``, ``anfang``, ``zahl``, ``worte``) and the numbers.

    ``inputs`` are the numbers that those are derived from, by product and id.
    """

    how: str
    numbers: tuple[NumberRecord, ...]
    inputs: Mapping[tuple[str, str], NumberRecord] = field(default_factory=dict)


def normalise_number(text: str) -> str | None:
    """A printed number without thousands marks, plus sign and unit (``20 698 Personen`` → ``20698``), or None.

    Takes blanks of all widths or points between thousands, hyphen, dash or minus sign.
    """
    flat = _SPACES.sub("", text).replace("\u2212", "-").replace("–", "-")
    found = _NUMBER.match(flat)
    if found is None:
        return None
    rest = flat[found.end() :]
    if rest and (rest[0].isdigit() or rest[0] in "/.,;:-="):
        return None
    digits = found.group(0).lstrip("+")
    whole, comma, fraction = digits.partition(",")
    return whole.replace(".", "") + comma + fraction


def search(numbers: Iterable[NumberRecord], query: str) -> Finding:
    """The numbers that ``query`` names: exact id, else beginning of an id, else printed text, else all its words."""
    found = tuple(numbers)
    how, fitting = _fitting(found, query.strip())
    known = {(item.product, item.id): item for item in found}
    inputs: dict[tuple[str, str], NumberRecord] = {}
    waiting = [(item.product, other) for item in fitting for other in item.derived_from]
    while waiting:
        place = waiting.pop()
        if place in known and place not in inputs:
            inputs[place] = known[place]
            waiting.extend((place[0], other) for other in known[place].derived_from)
    return Finding(how, fitting, inputs)


def _fitting(found: tuple[NumberRecord, ...], wanted: str) -> tuple[str, tuple[NumberRecord, ...]]:
    exact = tuple(item for item in found if item.id == wanted)
    if exact:
        return "kennung", exact
    if wanted and not wanted[0].isdigit():
        begun = tuple(item for item in found if item.id.startswith(wanted))
        if begun:
            return "anfang", begun
    number = normalise_number(wanted)
    if number is not None:
        return "zahl", tuple(item for item in found if normalise_number(item.text) == number)
    words = [word for word in wanted.casefold().split() if word]
    return "worte", tuple(item for item in found if words and all(word in _haystack(item) for word in words))


def _haystack(item: NumberRecord) -> str:
    labels = " ".join(component.label for component in item.components)
    return f"{item.id} {item.title} {item.area_name} {labels}".casefold()


def search_folder(folder: Path, query: str, *, product: str = "") -> Finding:
    """Search all register files of ``folder``, or that of ``product`` only.

    Raises ReportError when there is none or one cannot be read.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    if product:
        paths = [path for path in paths if path.name == f"{product}{SUFFIX}"]
    if not paths:
        raise ReportError(
            error(
                "register-fehlt",
                f"In „{folder}“ liegt kein Register eines Berichts.",
                advice="Bauen Sie zuerst ein Produkt mit „bericht bauen“ oder nennen Sie mit --ausgabe dessen Ordner.",
            )
        )
    problems: list[Diagnostic] = []
    numbers: list[NumberRecord] = []
    for path in paths:
        try:
            numbers.extend(read_register(path).numbers)
        except ReportError as problem:
            problems.extend(problem.diagnostics)
    if problems:
        raise ReportError(problems)
    return search(numbers, query)


def finding_lines(finding: Finding, *, limit: int = 20) -> tuple[str, ...]:
    """The text of a finding: full provenance of each number, blank line between, at most ``limit`` of them in full."""
    if not finding.numbers:
        return ("Keine Zahl gefunden. Suchen Sie nach der Kennung, ihrem Anfang oder der gedruckten Zahl.",)
    lines: list[str] = []
    for item in finding.numbers[:limit]:
        if lines:
            lines.append("")
        lines.extend(provenance_lines(item, lookup=partial(_input, finding, item.product)))
    left = finding.numbers[limit:]
    if left:
        lines.extend(["", f"… und {len(left)} weitere Zahlen:"])
        lines.extend(f"  {item.id} = {item.text}" for item in left)
    return tuple(lines)


def _input(finding: Finding, product: str, number: str) -> NumberRecord | None:
    return finding.inputs.get((product, number))
