"""What a new reading brings against the last one: new, changed, corrected and gone numbers, per table.

The last reading is kept as one JSON file. A table is known again by its publisher's number, else by its sheet and its
file's name without figures, so that next year's delivery under a new name is the same table.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from berichtsgenerator.diagnostics import ConfigurationError, Place, error
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.reading.books.results import FileReading

FORMAT = 1
Number = tuple[float | None, str]
"""Value and mark."""
Snapshot = dict[str, dict[str, Number]]
"""Table → number's key → value and mark."""


class TableChange(NamedTuple):
    """What changed in one table; ``examples`` are German lines with the cells of today's delivery.

    ``whole`` is ``neu`` or ``entfallen`` where the table itself is.
    """

    table: str
    new: int
    changed: int
    corrected: int
    gone: int
    periods: tuple[str, ...]
    examples: tuple[str, ...]
    whole: str = ""

    @property
    def line(self) -> str:
        """One German line."""
        parts = [f"{self.new} neu"] if self.new else []
        if self.new and self.periods:
            parts[0] += f" (Zeit {', '.join(self.periods[:3])}{' …' if len(self.periods) > 3 else ''})"
        parts += [f"{self.changed} geändert"] if self.changed else []
        parts += [f"{self.corrected} berichtigt (r)"] if self.corrected else []
        parts += [f"{self.gone} entfallen"] if self.gone else []
        if self.whole:
            parts.insert(0, "neue Tabelle" if self.whole == "neu" else "ganze Tabelle entfallen")
        return f"{self.table}: {', '.join(parts) if parts else 'unverändert'}"


def table_name(source: SourceTable) -> str:
    """The name by which a table is known again next year."""
    if source.code:
        return source.code
    stem = re.sub(r"\d+", "", source.file.rsplit(".", 1)[0]).strip("_-. /")
    sheet = re.sub(r"\d{2,}", "", source.sheet).strip("_-. ")
    return " / ".join(part for part in (stem, sheet, str(source.number)) if part)


def _key(item: Observation) -> str:
    parts = [item.measure, item.area, item.period.iso, json.dumps(dict(item.breakdown), ensure_ascii=False), item.unit]
    return "\t".join(parts)


def snapshot(readings: Iterable[FileReading]) -> Snapshot:
    """The numbers of readings by table; of one number in several deliveries the newest Stand counts."""
    return _numbers(_newest(readings))


def _newest(readings: Iterable[FileReading]) -> dict[str, dict[str, Observation]]:
    found: dict[str, dict[str, Observation]] = defaultdict(dict)
    for reading in readings:
        for table in reading.tables:
            own = found[table_name(table.source)]
            for item in table.observations:
                key = _key(item)
                other = own.get(key)
                if other is None or other.table.stand <= item.table.stand:
                    own[key] = item
    return dict(found)


def _numbers(items: dict[str, dict[str, Observation]]) -> Snapshot:
    return {name: {key: (item.value, item.mark) for key, item in own.items()} for name, own in items.items()}


def changes(before: Snapshot, readings: Iterable[FileReading]) -> tuple[TableChange, ...]:
    """What today's readings change, sorted by table; tables that were read before and are missing now come, too."""
    items = _newest(readings)
    after = _numbers(items)
    result = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, {}), after.get(name, {})
        fresh = [key for key in new if key not in old]
        altered = [key for key in new if key in old and tuple(old[key]) != new[key]]
        corrected = [key for key in altered if Quality.CORRECTED in items[name][key].quality]
        gone = [key for key in old if key not in new]
        changed = [key for key in altered if key not in set(corrected)]
        examples = []
        for key in [*changed, *corrected][:3]:
            item = items[name][key]
            examples.append(
                f"{item.table.file} {item.table.sheet} {item.cell}: {_shown(old[key])} → {_shown(new[key])}"
                f" ({item.area_name}, {item.period.iso})".replace("  ", " ")
            )
        examples += [f"entfallen: {_told(key)}" for key in gone[:2]]
        periods = tuple(sorted({key.split("\t")[2] for key in fresh}))
        whole = "neu" if name not in before else "entfallen" if name not in after else ""
        numbers = (len(fresh), len(changed), len(corrected), len(gone))
        result.append(TableChange(name, *numbers, periods, tuple(examples), whole))
    return tuple(result)


def _shown(number: Number) -> str:
    value, mark = number
    text = "" if value is None else str(int(value)) if value == int(value) else repr(value).replace(".", ",")
    return text + mark if mark != text else text


def _told(key: str) -> str:
    measure, area, period, _, _ = key.split("\t")
    return f"{measure}, {area}, {period}"


def load_snapshot(path: Path) -> Snapshot:
    """The last reading; empty when there is none yet. Raises ConfigurationError for a file of another kind."""
    if not path.exists():
        return {}
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        if data["format"] != FORMAT:
            raise ValueError
        return {
            name: {key: (row[0], str(row[1])) for key, row in own.items()} for name, own in data["tabellen"].items()
        }
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError) as failure:
        message = "Die Datei ist kein Lesestand dieses Programms."
        advice = "Eine andere Datei angeben oder sie löschen; dann gilt alles als neu."
        raise ConfigurationError(error("lesestand", message, Place(file=str(path)), advice)) from failure


def snapshot_bytes(found: Snapshot) -> bytes:
    """A reading as the bytes of its file; the same reading gives the same bytes."""
    tables = {name: {key: list(found[name][key]) for key in sorted(found[name])} for name in sorted(found)}
    text = json.dumps({"format": FORMAT, "tabellen": tables}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), mtime=0)
