"""The register's file beside the report: ``<product>.register.json``, one number a line.

Comes in: a protected register. Goes out: a file that is replaced whole (written beside, then renamed), the same bytes
for the same register. The public edition holds requested numbers only, and of hidden ones no value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from berichtsgenerator.diagnostics import Place, ReportError, error
from berichtsgenerator.register.records import (
    NumberRecord,
    SourceRecord,
    record_from_json,
    record_json,
    record_of,
    source_from_json,
    source_json,
)
from berichtsgenerator.register.register import Register

SUFFIX = ".register.json"
"""Ending of the register's files."""
FORMAT = "berichtsgenerator-register/1"
"""First field of every register file."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as it was written beside a report."""

    product: str
    edition: str
    numbers: tuple[NumberRecord, ...]


def register_text(
    register: Register,
    *,
    product: str,
    public: bool = True,
    titles: Mapping[str, str] | None = None,
    area_names: Mapping[str, str] | None = None,
) -> str:
    """The file's text: requested numbers in register order (the internal edition adds the kind of protection)."""
    sources: dict[SourceRecord, int] = {}
    lines = []
    told = {str(entry.key) for entry in register}
    for entry in register:
        record = record_of(
            entry,
            places=register.places(entry.key),
            pages=register.pages(entry.key),
            title=(titles or {}).get(entry.key.indicator, ""),
            area_name=(area_names or {}).get(entry.key.area, ""),
            public=public,
        )
        if record.components and not told.issuperset(record.derived_from):
            # A measure made of numbers that the report does not print: its own cells say where it comes from.
            record = replace(record, derived_from=tuple(item for item in record.derived_from if item in told))
        lines.append(_dump(record_json(record, sources)))
    head = {"format": FORMAT, "produkt": product, "ausgabe": "oeffentlich" if public else "intern"}
    parts = [f'{{"{name}":{_dump(value)},' for name, value in head.items()]
    text = "\n".join([parts[0], *(part[1:] for part in parts[1:])])
    listed = ",\n".join(_dump(source_json(source)) for source in sources)
    numbers = ",\n".join(lines)
    return f'{text}\n"quellen":[\n{listed}\n],\n"zahlen":[\n{numbers}\n]}}\n'


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def read_register(path: Path) -> RegisterFile:
    """Read a register file; raises ReportError when it is missing or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("unbekanntes Format")
        product, edition = str(data["produkt"]), str(data["ausgabe"])
        sources = [source_from_json(item) for item in data["quellen"]]
        numbers = tuple(record_from_json(item, sources, product=product, edition=edition) for item in data["zahlen"])
    except OSError as problem:
        raise ReportError(
            error(
                "register-lesen",
                f"Das Register kann nicht gelesen werden: {problem.strerror or problem}.",
                Place(str(path)),
                "Bauen Sie das Produkt mit „bericht bauen“ neu.",
            )
        ) from problem
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise ReportError(
            error(
                "register-format",
                "Die Datei ist kein Register dieses Programms oder ist beschädigt.",
                Place(str(path)),
                "Bauen Sie das Produkt mit „bericht bauen“ neu.",
            )
        ) from problem
    return RegisterFile(product, edition, numbers)
