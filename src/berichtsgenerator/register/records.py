"""Register entries as records: what the file beside the report holds and what ``bericht herkunft`` reads again.

Comes in: protected entries. Goes out: plain records that turn into JSON and back. Always holds: a record of the public
edition names cells but carries no value of a hidden number, no kind of protection and no reason that tells
primary from secondary protection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from berichtsgenerator.language.numbers import format_entry, format_number
from berichtsgenerator.model.entries import Component, Entry, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.observations import Observation, SourceTable


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A table of a delivery, as far as the reader of a report needs it."""

    file: str
    sha256: str
    sheet: str = ""
    code: str = ""
    title: str = ""
    publisher: str = ""
    stand: str = ""
    base: str = ""
    licence: str = ""
    sample: bool = False
    rounded: int = 0


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A source cell: its table, its reference (``C12``), its measure, and its value as printed (``""`` if kept
    secret).
    """

    source: SourceRecord
    cell: str
    measure: str = ""
    text: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class ComponentRecord:
    """A named input of the formula with its cells; ``text`` is its value as printed or its mark."""

    name: str
    label: str
    period: str
    text: str
    base: str = ""
    cells: tuple[CellRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberRecord:
    """One number with all that can be told of it."""

    id: str
    indicator: str
    area: str
    period: str
    period_kind: str
    breakdown: tuple[tuple[str, str], ...]
    view: str
    value: float | None
    missing: str
    kind: str
    unit: str
    decimals: int
    text: str
    quality: tuple[str, ...] = ()
    hidden: bool = False
    protection: str = ""
    protection_reason: str = ""
    formula: str = ""
    reason: str = ""
    components: tuple[ComponentRecord, ...] = ()
    derived_from: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    title: str = ""
    area_name: str = ""
    product: str = ""
    edition: str = ""


def source_record(table: SourceTable) -> SourceRecord:
    """The record of a table of a delivery."""
    return SourceRecord(
        table.file,
        table.sha256,
        table.sheet,
        table.code,
        table.title,
        table.publisher,
        table.stand,
        table.base,
        table.licence,
        table.sample,
        table.rounded,
    )


def _plain(value: float | None, missing: Missing | None) -> str:
    """A source value with the digits that it has, or the word for why there is none."""
    if value is None:
        return "" if missing is Missing.SECRET else (missing or Missing.NO_DATA).value
    shortest = repr(value)
    decimals = 0 if "e" in shortest or value == int(value) else len(shortest.partition(".")[2])
    return format_number(value, min(decimals, 12))


def _cell(item: Observation, secret: bool) -> CellRecord:
    text = "" if secret else _plain(item.value, item.missing)
    return CellRecord(source_record(item.table), item.cell, item.measure, text, item.area)


def _component(item: Component, secret: bool) -> ComponentRecord:
    text = "" if secret else _plain(item.value, item.missing)
    return ComponentRecord(
        item.name,
        item.label,
        item.period.iso,
        text,
        item.population_base,
        tuple(_cell(observation, secret) for observation in item.observations),
    )


def record_of(
    entry: Entry,
    *,
    places: tuple[str, ...] = (),
    pages: tuple[str, ...] = (),
    title: str = "",
    area_name: str = "",
    public: bool = True,
) -> NumberRecord:
    """The record of ``entry``; with ``public`` a hidden one shows neither values nor what kind of protection hid it."""
    key = entry.key
    hidden = entry.missing is Missing.SECRET
    secret = hidden and public
    return NumberRecord(
        id=str(key),
        indicator=key.indicator,
        area=key.area,
        period=key.period.iso,
        period_kind=key.period.kind.value,
        breakdown=key.breakdown,
        view=str(key.representation),
        value=None if hidden else entry.value,
        missing=entry.missing.value if entry.missing else "",
        kind=entry.kind.value,
        unit=entry.unit,
        decimals=entry.decimals,
        text=format_entry(entry, zero=True).text,
        quality=tuple(item.value for item in entry.quality),
        hidden=hidden,
        protection="" if public or entry.protection is Protection.OPEN else entry.protection.value,
        protection_reason="" if public else entry.protection_reason,
        formula=entry.provenance.formula,
        reason="" if secret else entry.provenance.reason,
        components=tuple(_component(item, secret) for item in entry.provenance.components),
        derived_from=tuple(str(item) for item in entry.provenance.derived_from),
        places=places,
        pages=pages,
        title=title,
        area_name=area_name,
    )


_SOURCE_KEYS = {
    "datei": "file",
    "sha256": "sha256",
    "blatt": "sheet",
    "tabelle": "code",
    "titel": "title",
    "herausgeber": "publisher",
    "stand": "stand",
    "basis": "base",
    "lizenz": "licence",
    "musterdaten": "sample",
    "gerundet_auf": "rounded",
}
_NUMBER_KEYS = {
    "id": "id",
    "indikator": "indicator",
    "gebiet": "area",
    "gebietsname": "area_name",
    "titel": "title",
    "zeit": "period",
    "zeitart": "period_kind",
    "darstellung": "view",
    "wert": "value",
    "fehlt": "missing",
    "art": "kind",
    "einheit": "unit",
    "nachkommastellen": "decimals",
    "text": "text",
    "geheim": "hidden",
    "schutz": "protection",
    "schutzgrund": "protection_reason",
    "formel": "formula",
    "grund": "reason",
}


def source_json(source: SourceRecord) -> dict[str, Any]:
    """A source for the file; what is empty is left out."""
    found = {name: getattr(source, attribute) for name, attribute in _SOURCE_KEYS.items()}
    return {name: value for name, value in found.items() if value}


def source_from_json(data: dict[str, Any]) -> SourceRecord:
    """A source from the file; raises KeyError or TypeError when it is none."""
    return SourceRecord(**{_SOURCE_KEYS[name]: value for name, value in data.items()})


def record_json(record: NumberRecord, sources: dict[SourceRecord, int]) -> dict[str, Any]:
    """A number for the file; its sources are numbered in ``sources``, which grows as needed."""
    found = {name: getattr(record, attribute) for name, attribute in _NUMBER_KEYS.items()}
    data = {name: value for name, value in found.items() if value not in ("", None, False) or name == "wert"}
    data["nachkommastellen"] = record.decimals
    if record.breakdown:
        data["auspraegungen"] = dict(record.breakdown)
    for name, items in (
        ("qualitaet", record.quality),
        ("aus", record.derived_from),
        ("stellen", record.places),
        ("seiten", record.pages),
    ):
        if items:
            data[name] = list(items)
    if record.components:
        data["bestandteile"] = [
            {
                "name": item.name,
                "text": item.label,
                "zeit": item.period,
                "wert": item.text,
                **({"basis": item.base} if item.base else {}),
                "zellen": [
                    [sources.setdefault(cell.source, len(sources)), cell.cell, cell.text, cell.measure, cell.area]
                    for cell in item.cells
                ],
            }
            for item in record.components
        ]
    return data


def record_from_json(
    data: dict[str, Any], sources: list[SourceRecord], *, product: str = "", edition: str = ""
) -> NumberRecord:
    """A number from the file; raises KeyError, IndexError or TypeError when it is none."""
    simple = {attribute: data[name] for name, attribute in _NUMBER_KEYS.items() if name in data}
    simple.setdefault("missing", "")
    simple.setdefault("unit", "")
    components = tuple(
        ComponentRecord(
            item["name"],
            item["text"],
            item["zeit"],
            item["wert"],
            item.get("basis", ""),
            tuple(
                CellRecord(sources[number], cell, measure, text, area)
                for number, cell, text, measure, area in item["zellen"]
            ),
        )
        for item in data.get("bestandteile", ())
    )
    return NumberRecord(
        **simple,
        breakdown=tuple(sorted(data.get("auspraegungen", {}).items())),
        quality=tuple(data.get("qualitaet", ())),
        derived_from=tuple(data.get("aus", ())),
        places=tuple(data.get("stellen", ())),
        pages=tuple(data.get("seiten", ())),
        components=components,
        product=product,
        edition=edition,
    )
