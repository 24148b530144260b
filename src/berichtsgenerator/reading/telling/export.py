"""Observations as a file: CSV, Parquet or JSON, with the columns that ``lesen --ausgabe`` promises.

``gebiet`` and ``zeit`` are text in every format; ``auspraegungen`` is a JSON object with sorted keys; ``wert`` is a
plain decimal (``1234.5``) or empty. In CSV, texts that a spreadsheet would take for a formula get an apostrophe before
them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from berichtsgenerator.diagnostics import OutputError, Place, error
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.wholefile import write_all

COLUMNS = (
    "merkmal",
    "gebiet",
    "gebietsname",
    "ebene",
    "zeit",
    "zeitart",
    "auspraegungen",
    "wert",
    "zeichen",
    "einheit",
    "datei",
    "blatt",
    "zelle",
)
FORMATS = (".csv", ".parquet", ".json")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(observations: Iterable[Observation]) -> Iterator[tuple[str | float | None, ...]]:
    """The rows of the output, values as numbers or None."""
    for item in observations:
        yield (
            item.measure,
            item.area,
            item.area_name,
            item.level.label,
            item.period.iso,
            item.period.kind.value,
            json.dumps(dict(item.breakdown), ensure_ascii=False, sort_keys=True),
            item.value,
            item.mark,
            item.unit,
            item.table.file,
            item.table.sheet,
            item.cell,
        )


def plain_number(value: float | None) -> str:
    """A number without exponent and without superfluous zeros; empty for None."""
    if value is None:
        return ""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return text if "e" not in text else f"{value:.15f}".rstrip("0").rstrip(".")


def neutral(text: str) -> str:
    """A text that no spreadsheet runs as a formula; single marks such as ``-`` stay as they are."""
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text


def csv_text(observations: Iterable[Observation]) -> str:
    """The whole CSV (RFC 4180: commas, because ``wert`` is a plain decimal with a point)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows_of(observations):
        writer.writerow(
            [
                cell if i == 6 else neutral(cell) if isinstance(cell, str) else plain_number(cell)
                for i, cell in enumerate(row)
            ]
        )
    return target.getvalue()


def json_text(observations: Iterable[Observation]) -> str:
    """The whole JSON: a list of objects, one per line."""
    lines = []
    for row in rows_of(observations):
        record = dict(zip(COLUMNS, row, strict=True))
        record["auspraegungen"] = json.loads(str(record["auspraegungen"]))
        value = record["wert"]
        record["wert"] = int(value) if isinstance(value, float) and value == int(value) else value
        lines.append(json.dumps(record, ensure_ascii=False))
    return "[\n" + ",\n".join(lines) + ("\n]\n" if lines else "]\n")


def write(observations: Iterable[Observation], target: Path) -> None:
    """Write by the target's suffix; the file is replaced as a whole.

    Raises OutputError for an unknown suffix, a missing Parquet writer, or a target that cannot be written.
    """
    place = Place(file=str(target))
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        message = f"Das Format „{target.suffix}“ gibt es nicht."
        raise OutputError(error("format-unbekannt", message, place, "Endung .csv, .parquet oder .json wählen."))
    if suffix == ".parquet":
        write_all({target: _parquet(observations, place)})
        return
    text = csv_text(observations) if suffix == ".csv" else json_text(observations)
    write_all({target: text.encode("utf-8")})


def _parquet(observations: Iterable[Observation], place: Place) -> bytes:
    try:
        import pandas
        import pyarrow  # type: ignore[import-untyped]  # noqa: F401
    except ImportError as failure:
        message = "Für Parquet fehlen die Pakete pandas und pyarrow."
        advice = "Mit „pip install berichtsgenerator[parquet]“ nachrüsten oder .csv wählen."
        raise OutputError(error("parquet-fehlt", message, place, advice)) from failure
    frame = pandas.DataFrame(list(rows_of(observations)), columns=list(COLUMNS))
    frame["wert"] = frame["wert"].astype("float64")
    target = io.BytesIO()
    frame.to_parquet(target, index=False, engine="pyarrow")
    return target.getvalue()
