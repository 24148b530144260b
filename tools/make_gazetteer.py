"""Make ``model/data/gemeinden.csv`` from an edition of the Gemeindeverzeichnis (Destatis GV-ISys, quarterly
extract, xlsx).

    python tools/make_gazetteer.py AuszugGV4QAktuell_2024.xlsx

Reads the sheet whose rows begin with a Satzart (10 Land, 20 Regierungsbezirk, 40 Kreis, 60 Gemeinde) and writes
key, name,
longitude, latitude and area in km². Facts only; no figures of population.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

TARGET = Path(__file__).parents[1] / "src" / "berichtsgenerator" / "model" / "data" / "gemeinden.csv"
_KREIS_KIND = {"43": "Kreis", "44": "Landkreis"}
_SELF_SPEAKING = re.compile(r"kreis\b|region|regionalverband", re.IGNORECASE)


def _text(value: object) -> str:
    return str(value).strip() if value is not None else ""


def _decimal(value: object) -> str:
    text = _text(value).replace(",", ".")
    return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else ""


def rows_of(path: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """(key, name, lon, lat, km²) of every Land, Regierungsbezirk, Kreis and Gemeinde of the file, in its order."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row in rows:
            cells = [_text(value) for value in row]
            if len(cells) < 9 or cells[0] not in ("10", "20", "40", "60") or not re.fullmatch(r"\d\d", cells[2]):
                continue
            kind, land, rb, kreis, gem, title = cells[0], cells[2], cells[3], cells[4], cells[6], cells[7]
            if kind == "10":
                yield land, title, "", "", ""
            elif kind == "20":
                yield land + rb, re.sub(r"^Reg\.-Bez\.", "Regierungsbezirk", title), "", "", ""
            elif kind == "40":
                word = _KREIS_KIND.get(cells[1], "")
                full = f"{title}, {word}" if word and not _SELF_SPEAKING.search(title) else title
                yield land + rb + kreis, full, "", "", ""
            else:
                lon, lat = (_decimal(row[14]), _decimal(row[15])) if len(row) > 15 else ("", "")
                yield land + rb + kreis + gem, title, lon, lat, _decimal(row[8])


def write(source: Path, target: Path = TARGET) -> int:
    """Write the data file; returns the number of areas."""
    lines = {row[0]: ";".join(row) for row in rows_of(source)}
    head = [
        "# Gebiete Deutschlands: Schlüssel, Name, Länge und Breite des Mittelpunkts in Grad, Fläche in km2.",
        "# Quelle: Gemeindeverzeichnis GV-ISys, © Statistisches Bundesamt; Auszug aus: " + source.name,
        "# Neu erzeugen: python tools/make_gazetteer.py DATEI.xlsx",
        "key;name;lon;lat;km2",
    ]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([*head, *(lines[key] for key in sorted(lines))]) + "\n", encoding="utf-8")
    return len(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Aufruf: python tools/make_gazetteer.py DATEI.xlsx")
    print(f"{write(Path(sys.argv[1]))} Gebiete nach {TARGET} geschrieben.")
