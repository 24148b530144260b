"""What was collected while a table was read → diagnostics, one of a kind per table."""

from __future__ import annotations

from berichtsgenerator.diagnostics import Diagnostic, Place, few, note, warning
from berichtsgenerator.model.areas import BUND_KEY
from berichtsgenerator.reading.opening.gaps import error_cells
from berichtsgenerator.reading.opening.grid import Grid
from berichtsgenerator.reading.tables.context import SheetContext, Work

_NATIONAL = 3
"""A table over more Länder than this is one of the whole country, where old areas are kept under old keys."""


def _former(context: SheetContext, work: Work, place: Place) -> Diagnostic:
    """Areas of an older Gebietsstand: into which of today's areas they went, or that their series end."""
    gone: list[str] = []
    for key in list(work.former_keys)[:4]:
        former = context.gazetteer.former(key)
        if former is not None:
            to = f"aufgegangen in {former.successor}" if former.successor else "geteilt oder ohne Nachweis: Reihe endet"
            gone.append(f"{key} {former.area.short} ({to})")
    more = f" und {len(work.former_keys) - 4} weitere" if len(work.former_keys) > 4 else ""
    return note(
        "gebiet-frueher",
        f"Gebiete eines früheren Gebietsstands: {', '.join(gone)}{more}.",
        place,
        "Sie behalten ihren alten Schlüssel. Anzahlen gehen beim Rechnen in das heutige Gebiet ein, wo Teile und Datum "
        "bekannt sind: bei Kreisen, bei Gemeinden mit der amtlichen Tabelle der Gebietsänderungen im Datenordner.",
    )


def report(grid: Grid, context: SheetContext, work: Work) -> None:
    """Turn what was collected into diagnostics, one of a kind per table."""
    file, sheet = context.source.file, grid.sheet

    def place(cells: dict[str, str], values: bool) -> Place:
        cell = next(iter(cells.values() if values else cells))
        return Place(file=file, sheet=sheet, cell=cell)

    if work.former_keys:
        work.diagnostics.append(_former(context, work, place(work.former_keys, True)))
    if work.unknown_keys and len({item.area[:2] for item in work.observations} - {BUND_KEY}) > _NATIONAL:
        first = next(iter(work.unknown_keys))
        work.diagnostics.append(
            note(
                "schluessel-aufgeloest",
                f"{len(work.unknown_keys)} Schlüssel, die das heutige Gemeindeverzeichnis nicht führt, etwa {first}.",
                place(work.unknown_keys, True),
                "In Tabellen über mehrere Länder sind das aufgelöste Gebiete; sie behalten ihren alten Schlüssel.",
            )
        )
    elif work.unknown_keys:
        some = few([f"{key} ({cell})" for key, cell in work.unknown_keys.items()])
        work.diagnostics.append(
            warning(
                "schluessel-unbekannt",
                f"Unbekannte Gebietsschlüssel: {some}.",
                place(work.unknown_keys, True),
                "Schlüssel prüfen; aufgelöste Gebiete bleiben unter ihrem alten Schlüssel.",
            )
        )
    if work.unknown_names:
        some = few([f"„{name}“ ({cell})" for name, cell in work.unknown_names.items()])
        work.diagnostics.append(
            note(
                "gebiet-unbekannt",
                f"Zeilen ohne erkennbares Gebiet: {some}.",
                place(work.unknown_names, True),
                "Gebietsschlüssel ergänzen, falls es Gebiete sind.",
            )
        )
    if work.same_names:
        some = few([f"„{name}“ ({cell})" for name, cell in work.same_names.items()])
        work.diagnostics.append(
            warning(
                "gebiet-mehrdeutig",
                f"Namen, die mehrere Gebiete tragen: {some}. Diese Zeilen werden nicht gelesen.",
                place(work.same_names, True),
                "Gebietsschlüssel oder „Stadt“ und „Landkreis“ ergänzen.",
            )
        )
    if work.conflicts:
        cell, text = next(iter(work.conflicts.items()))
        more = f" (und {len(work.conflicts) - 1} weitere)" if len(work.conflicts) > 1 else ""
        work.diagnostics.append(
            warning(
                "schluessel-name-widerspruch",
                f"{text}{more}; es gilt der Schlüssel.",
                Place(file=file, sheet=sheet, cell=cell),
                "Schlüssel und Namen der Lieferung prüfen.",
            )
        )
    if work.repeated:
        rows = ", ".join(str(row) for row in work.repeated[:5]) + (" …" if len(work.repeated) > 5 else "")
        work.diagnostics.append(
            warning(
                "zeile-doppelt",
                f"Zeilen mit denselben Angaben wie eine Zeile darüber: {rows}.",
                Place(file=file, sheet=sheet, cell=f"A{work.repeated[0]}"),
                "Doppelte Zeilen prüfen.",
            )
        )
    if work.odd:
        some = few([f"{cell} „{text[:30]}“" for cell, text in work.odd.items()])
        work.diagnostics.append(
            warning(
                "text-statt-zahl",
                f"Text an der Stelle von Zahlen: {some}.",
                place(work.odd, False),
                "Zellen berichtigen oder ein Zeichen der Statistik eintragen.",
            )
        )
    if work.errors:
        work.diagnostics.append(error_cells([f"{cell} {text}" for cell, text in work.errors.items()], file, sheet))
    if work.homeless and work.observations:
        work.diagnostics.append(
            warning(
                "werte-ohne-kopf",
                f"Zahlen, zu denen Kopf und Vorspalte nichts oder zu wenig sagen: {few(work.homeless)}.",
                Place(file=file, sheet=sheet, cell=next(iter(work.homeless))),
                "Prüfen Sie, ob der Kopf über seinen Spalten steht und jede Spalte Zeit und Bezeichnung hat.",
            )
        )
    if work.nameless:
        work.diagnostics.append(
            warning(
                "werte-ohne-kopf",
                f"Zahlen, von denen nicht zu erkennen ist, was sie zählen: {few(work.nameless)}.",
                Place(file=file, sheet=sheet, cell=work.nameless[0]),
                "Prüfen Sie den Kopf über diesen Spalten, oder ein Rezept mit „merkmal“.",
            )
        )
    if work.sentinels:
        work.diagnostics.append(
            note(
                "ersatzwert",
                f"{work.sentinels} Zellen mit dem Ersatzwert -9999 gelten als fehlende Werte.",
                Place(file=file, sheet=sheet),
            )
        )
