"""Make ``model/data/fruehere_gebiete.csv``: keys that older editions of the Gemeindeverzeichnis hold and the newest
does not, and into which of today's areas they went.

    python tools/make_former_areas.py NEWEST.xlsx OLDER.xlsx … [--changes CHANGES.xlsx …]

Older editions are given from the newest to the oldest. A successor is written only where the editions prove it: a
Gemeinde of the same name and area under a new key; Gemeinden whose areas make up exactly what one Gemeinde of their
Kreis has gained; Kreise whose areas together are the area of the new Kreis; a dissolution in an official table of
changes (kinds 1 and 3). A Kreis that was parted, and whatever is not proved, has no successor: its series is cut.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

TARGET = Path(__file__).parents[1] / "src" / "berichtsgenerator" / "model" / "data" / "fruehere_gebiete.csv"
HEAD = (
    "# Frühere Gebietsschlüssel: Name, letzter bekannter Gebietsstand, Nachfolger (leer: geteilt oder nicht belegt).",
    "# Quelle: Gemeindeverzeichnis GV-ISys und Gebietsänderungen, © Statistisches Bundesamt; eigene Auswertung",
    "key;name;bis;nachfolger",
)


class Edition(NamedTuple):
    """Names of Kreise and Gemeinden and the Gemeinden's areas (km²) at one date."""

    date: str
    kreise: dict[str, str]
    gemeinden: dict[str, str]
    area: dict[str, float]


def _number(value: object) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return 0.0


def read_edition(path: Path) -> Edition:
    """One edition; its date stands in its first sheets (``31.12.2013``)."""
    book = CalamineWorkbook.from_path(path)
    date = ""
    kreise: dict[str, str] = {}
    gemeinden: dict[str, str] = {}
    area: dict[str, float] = {}
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
            cells = [str(cell).strip() for cell in row]
            stated = re.search(r"(\d\d)\.(\d\d)\.(\d{4})", " ".join(cells[:3]))
            if stated and not date:
                date = f"{stated[3]}-{stated[2]}-{stated[1]}"
            if len(cells) < 9 or not re.fullmatch(r"\d\d", cells[2]):
                continue
            kind = cells[0].removesuffix(".0")
            if kind == "40":
                kreise["".join(cells[2:5])] = cells[7]
            elif kind == "60":
                key = "".join(cells[2:5]) + cells[6]
                gemeinden[key] = cells[7]
                area[key] = _number(row[8])
    return Edition(date, kreise, gemeinden, area)


def base(name: str) -> str:
    """A name without ``Stadt`` and its like, for comparing."""
    return name.split(",")[0].strip().casefold()


def _same(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= max(0.1, share * max(one, other))


def successors(old: Edition, new: Edition) -> dict[str, str]:
    """Key of the older edition → key of the newer one, where the editions prove it."""
    found: dict[str, str] = {}
    gone = sorted(set(old.gemeinden) - set(new.gemeinden))
    fresh = defaultdict(list)
    for key, name in new.gemeinden.items():
        if key not in old.gemeinden:
            fresh[key[:2], base(name)].append(key)
    for key in gone:
        same = [k for k in fresh[key[:2], base(old.gemeinden[key])] if _same(old.area[key], new.area[k], 0.01)]
        if len(same) == 1:
            found[key] = same[0]
    found.update(_merged(old, new, [key for key in gone if key not in found]))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for key, successor in found.items():
        votes[key[:5]][successor[:5]] += 1
    size: Counter[str] = Counter()
    for key, km2 in old.area.items():
        size[key[:5]] += km2
    now: Counter[str] = Counter()
    for key, km2 in new.area.items():
        now[key[:5]] += km2
    proposed = {k: votes[k].most_common(1)[0][0] for k in sorted(set(old.kreise) - set(new.kreise)) if votes[k]}
    for target in sorted(set(proposed.values())):
        members = [kreis for kreis, successor in proposed.items() if successor == target]
        kept = size[target] if target in old.kreise else 0.0
        if _same(sum(size[kreis] for kreis in members) + kept, now[target], 0.004):
            found.update(dict.fromkeys(members, target))
    for key in gone:
        if key.endswith("000") and key not in found and key[:5] in found and found[key[:5]] + "000" in new.gemeinden:
            found[key] = found[key[:5]] + "000"
    return found


def _merged(old: Edition, new: Edition, gone: list[str]) -> dict[str, str]:
    """Gemeinden that went whole into the one Gemeinde of their Kreis that gained exactly their area."""
    found: dict[str, str] = {}
    for kreis in sorted({key[:5] for key in gone}):
        lost = [key for key in gone if key.startswith(kreis)]
        gains = {
            key: km2 - old.area.get(key, 0.0)
            for key, km2 in new.area.items()
            if key.startswith(kreis) and km2 - old.area.get(key, 0.0) > 0.5
        }
        total = sum(old.area[key] for key in lost)
        if len(gains) == 1 and _same(total, next(iter(gains.values())), 0.005):
            found.update(dict.fromkeys(lost, next(iter(gains))))
            continue
        for target, gain in gains.items():
            fitting = [key for key in lost if _same(old.area[key], gain, 0.001)]
            rivals = [other for other, own in gains.items() if other != target and _same(own, gain, 0.02)]
            if len(fitting) == 1 and not rivals and gain > 2:
                found[fitting[0]] = target
    return found


def changes_of(path: Path) -> dict[str, str]:
    """Dissolved or renumbered Gemeinden of an official table of changes, those with one receiver only."""
    book = CalamineWorkbook.from_path(path)
    targets: dict[str, set[str]] = defaultdict(set)
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
            cells = [str(cell).strip().removesuffix(".0") for cell in row]
            if len(cells) > 10 and cells[1] == "Gemeinde" and cells[5] in ("1", "3"):
                targets[cells[3].zfill(8)].add(cells[9].zfill(8))
    return {key: next(iter(found)) for key, found in targets.items() if len(found) == 1}


def main() -> None:
    """Read the editions that the command names and write the data file."""
    words = sys.argv[1:]
    split = words.index("--changes") if "--changes" in words else len(words)
    newest, *older = (read_edition(Path(word)) for word in words[:split])
    official: dict[str, str] = {}
    for word in words[split + 1 :]:
        official.update(changes_of(Path(word)))
    lines: dict[str, tuple[str, str, str]] = {}
    steps: dict[str, str] = dict(official)
    after = newest
    known = {*newest.kreise, *newest.gemeinden}
    for edition in older:
        for key, successor in successors(edition, after).items():
            steps.setdefault(key, successor)
        for key, name in {**edition.kreise, **edition.gemeinden}.items():
            if key not in known and key not in lines:
                lines[key] = (name, edition.date, "")
        after = edition
    out = []
    for key in sorted(lines):
        name, date, _ = lines[key]
        target = key
        seen = set()
        while target not in known and target in steps and target not in seen:
            seen.add(target)
            target = steps[target]
        out.append(f"{key};{name};{date};{target if target in known and target != key else ''}")
    TARGET.write_text("\n".join([*HEAD, *out]) + "\n", encoding="utf-8")
    print(f"{len(out)} frühere Gebiete, {sum(not line.endswith(';') for line in out)} mit Nachfolger → {TARGET}")


if __name__ == "__main__":
    main()
