"""Where a number comes from, as German lines: formula, inputs, every source cell with file, sheet, Stand and sha256.

Comes in: a record. Goes out: lines for ``bericht herkunft``; a hidden number names its cells and no value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from berichtsgenerator.language.dates import format_date, format_period
from berichtsgenerator.language.units import with_unit
from berichtsgenerator.model.marks import SPOKEN, Missing
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.register.records import CellRecord, ComponentRecord, NumberRecord

_MAX_CELLS = 60
_KINDS = {
    "anzahl": "Anzahl",
    "durchschnitt": "Durchschnitt von Zählungen",
    "anteil": "Anteil",
    "rate": "Rate",
    "verhaeltnis": "Verhältnis",
    "index": "Index",
    "mass": "Maßzahl",
    "euro": "Betrag",
    "jahre": "Jahre",
    "flaeche": "Fläche",
    "dichte": "Dichte",
    "rang": "Rang",
    "prozentpunkte": "Unterschied in Prozentpunkten",
    "veraenderung_prozent": "Veränderung in Prozent",
}


def _stand(text: str) -> str:
    try:
        return format_date(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _period(record: NumberRecord) -> str:
    try:
        return format_period(Period(PeriodKind(record.period_kind), record.period))
    except ValueError:
        return record.period


def _source_lines(cells: tuple[CellRecord, ...]) -> list[str]:
    lines: list[str] = []
    for cell in cells[:_MAX_CELLS]:
        source = cell.source
        place = source.file
        if source.sheet:
            place += f", Blatt „{source.sheet}“"
        place += f", Zelle {cell.cell}"
        if cell.text:
            place += f": {cell.text}"
        facts = [
            part
            for part in (
                f"Tabelle {source.code}" if source.code else "",
                source.publisher,
                f"Stand {_stand(source.stand)}" if source.stand else "",
                f"sha256 {source.sha256}" if source.sha256 else "",
                "Musterdaten" if source.sample else "",
                f"hier auf Vielfache von {source.rounded} gerundet" if source.rounded else "",
            )
            if part
        ]
        lines.append(f"    {place}" + (f" ({'; '.join(facts)})" if facts else ""))
    if len(cells) > _MAX_CELLS:
        lines.append(f"    … und {len(cells) - _MAX_CELLS} weitere Zellen derselben Art")
    return lines


def _component_lines(component: ComponentRecord, hidden: bool) -> list[str]:
    text = f" = {component.text}" if component.text else ""
    if not text:
        text = " (nicht gezeigt, weil die Zahl geheim gehalten wird)" if hidden else " (Einzelangabe nicht gezeigt)"
    line = f"  {component.name}: {component.label or component.name}{text}"
    if component.base:
        line += f" (Bevölkerungsbasis: {component.base})"
    return [line, *_source_lines(component.cells)]


Lookup = Callable[[str], NumberRecord | None]


def provenance_lines(record: NumberRecord, *, lookup: Lookup | None = None) -> tuple[str, ...]:
    """The lines of ``record``; ``lookup`` gives the numbers that it is derived from by id; they are walked down too."""
    lines = [record.id, *_origin_lines(record, lookup, frozenset({record.id}))]
    if record.product:
        lines.append(f"  Produkt: {record.product} (Ausgabe {record.edition})")
    if record.pages:
        lines.append(f"  gedruckt auf: {', '.join(record.pages)}")
    lines.extend(f"  verwendet in: {place}" for place in record.places)
    return tuple(lines)


def _origin_lines(record: NumberRecord, lookup: Lookup | None, above: frozenset[str]) -> list[str]:
    """What the number is and how it came about, down to the source cells; ``above`` are the numbers on the way."""
    lines = []
    heading = " · ".join(
        part
        for part in (
            record.title or record.indicator,
            record.area_name or record.area,
            _period(record),
            ", ".join(f"{name}: {value}" for name, value in record.breakdown),
        )
        if part
    )
    lines.append(f"  {heading}")
    if record.missing:
        why = SPOKEN[Missing(record.missing)]
        lines.append(f"  Wert: {record.text} ({why})")
        if record.reason:
            lines.append(f"  Grund: {record.reason}")
    else:
        value = with_unit(record.text, record.unit)
        lines.append(f"  Wert: {value} ({_KINDS.get(record.kind, record.kind)})")
    if record.protection:
        lines.append(f"  Schutz: {record.protection}: {record.protection_reason}".rstrip(": "))
    if record.formula:
        lines.append(f"  Formel: {record.formula}")
    for component in record.components:
        lines.extend(_component_lines(component, record.hidden))
    for other in record.derived_from:
        lines.append(f"  aus: {other}")
        known = lookup(other) if lookup and other not in above else None
        if known is not None:
            lines.extend(f"  {line}" for line in _origin_lines(known, lookup, above | {other}))
    return lines
