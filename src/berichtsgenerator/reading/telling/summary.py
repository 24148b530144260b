"""What ``lesen`` prints of a file: tables, areas, periods, measures, marks, the ledger, doubts. Plain German text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.reading.books.results import FileReading, Role, TableReading

_LEVELS = {
    Level.BUND: ("Bund", "Bund"),
    Level.LAND: ("Land", "Länder"),
    Level.REGIERUNGSBEZIRK: ("Regierungsbezirk", "Regierungsbezirke"),
    Level.KREIS: ("Kreis", "Kreise"),
    Level.GEMEINDE: ("Gemeinde", "Gemeinden"),
    Level.EINRICHTUNG: ("Einrichtung", "Einrichtungen"),
}


def count(number: int, one: str, many: str) -> str:
    """``1 Tabelle``, ``3 Tabellen``; thousands by a thin no-break space."""
    return f"{number:,}".replace(",", "\u202f") + " " + (one if number == 1 else many)


def summarize(reading: FileReading, *, measures: int = 12) -> str:
    """The summary of one file; at most ``measures`` measures are listed per table."""
    lines = [reading.file]
    values = sum(len(table.observations) for table in reading.tables)
    lines.append(f"  {count(len(reading.tables), 'Tabelle', 'Tabellen')}, {count(values, 'Wert', 'Werte')}")
    for table in reading.tables:
        lines.extend(_table(table, measures))
    lines.extend(_ledger(reading))
    if reading.diagnostics:
        lines.append("  Zweifel und Hinweise")
        lines.extend(f"    {item}" for item in reading.diagnostics)
    return "\n".join(lines)


def summarize_all(readings: Sequence[FileReading]) -> str:
    """One account of several files: how many cells have which role, and whether every file's account is complete."""
    tables = [table for reading in readings for table in reading.tables]
    values = sum(len(table.observations) for table in tables)
    cells = sum(reading.ledger.cells for reading in readings)
    roles = {role: sum(reading.ledger.count(role) for reading in readings) for role in Role}
    open_ = [reading.file for reading in readings if not reading.ledger.balanced]
    verdict = f"geht nicht auf bei {', '.join(open_)}" if open_ else "geht in jeder auf"
    parts = [f"{role.value} {count(number, '', '').strip()}" for role, number in roles.items() if number]
    return (
        f"Zusammen: {count(len(readings), 'Lieferung', 'Lieferungen')}, {count(len(tables), 'Tabelle', 'Tabellen')}, "
        f"{count(values, 'Wert', 'Werte')}\n"
        f"  Zellen: {count(cells, '', '').strip()} gefüllt; {', '.join(parts) or 'keine'} – die Zellbilanz {verdict}"
    )


def _table(table: TableReading, measures: int) -> list[str]:
    source = table.source
    observations = table.observations
    name = f"Blatt „{source.sheet}“, Tabelle {source.number}" if source.sheet else f"Tabelle {source.number}"
    lines = [f"  {name}" + (f" ({source.code})" if source.code else "") + (" – Musterdaten" if source.sample else "")]
    if source.title:
        lines.append(f"    Titel: {source.title}")
    origin = [source.publisher, f"Stand {source.stand}" if source.stand else "", source.licence]
    if any(origin):
        lines.append(f"    Herkunft: {', '.join(part for part in origin if part)}")
    bases = sorted({item.table.base for item in observations} - {""})
    if bases:
        lines.append(f"    Bevölkerungsbasis: {', '.join(bases)}")
    levels = Counter(level for _, level in {(item.area, item.level) for item in observations})
    lines.append("    Gebiete: " + ", ".join(count(levels[level], *_LEVELS[level]) for level in sorted(levels)))
    lines.append("    Zeit: " + _periods(observations))
    lines.extend(_measures(observations, measures))
    marks = Counter(item.mark for item in observations if item.mark)
    if marks:
        lines.append("    Zeichen: " + ", ".join(f"„{mark}“ {number}-mal" for mark, number in sorted(marks.items())))
    if table.confidence < 1:
        lines.append(f"    Sicherheit der Lesung: {round(table.confidence * 100)} %".replace(" %", "\u00a0%"))
    return lines


def _periods(observations: tuple[Observation, ...]) -> str:
    kinds: dict[str, list[str]] = {}
    objects = {id(item.period): item.period for item in observations}  # few objects stand for most of the periods
    for period in sorted(set(objects.values())):
        kinds.setdefault(period.kind.value, []).append(period.iso)
    parts = []
    for kind, times in kinds.items():
        span = times[0] if len(times) == 1 else f"{times[0]} bis {times[-1]} ({len(times)})"
        parts.append(f"{kind} {span}")
    return "; ".join(parts)


def _measures(observations: tuple[Observation, ...], limit: int) -> list[str]:
    found: dict[str, dict[str, int]] = {}
    totals: Counter[str] = Counter()
    for item in observations:
        totals[item.measure] += 1
        dimensions = found.setdefault(item.measure, {})
        for dimension, _ in item.breakdown:
            dimensions[dimension] = dimensions.get(dimension, 0) + 1
    lines = [f"    {count(len(found), 'Merkmal', 'Merkmale')}:"]
    for measure, dimensions in list(found.items())[:limit]:
        by = f", nach {', '.join(sorted(dimensions))}" if dimensions else ""
        lines.append(f"      {measure} ({count(totals[measure], 'Wert', 'Werte')}{by})")
    if len(found) > limit:
        lines.append(f"      … und {len(found) - limit} weitere")
    return lines


def _ledger(reading: FileReading) -> list[str]:
    ledger = reading.ledger
    verdict = "geht auf" if ledger.balanced else "GEHT NICHT AUF"
    parts = [f"{role.value} {ledger.count(role)}" for role in Role if ledger.count(role)]
    lines = [f"  Zellen: {ledger.cells} gefüllt; {', '.join(parts) if parts else 'keine'} – {verdict}"]
    lines.extend(f"    übergangen: {number} – {reason}" for reason, number in ledger.ignored.items())
    return lines
