"""What lying and standing bar charts share: pieces and marks of bars, their colours, their key.

A bar begins at zero. A missing or protected value has no bar: its mark is printed where the bar would begin. In a 100 %
bar one missing part leaves the whole bar out, since the rest would tell it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.legend import Entry
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, Colour, contrast
from berichtsgenerator.document.graphics import Bar, BarChart, Datum, ReferenceLine

NO_VALUES = "Keine Werte, die dargestellt werden können"
_MODES = ("einzeln", "gruppiert", "gestapelt", "prozent")


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar in units of value, its datum and series."""

    start: float
    end: float
    datum: Datum
    series: int


@dataclass(frozen=True, slots=True)
class Row:
    """A bar as it is drawn: its label in lines, lanes of pieces, marks of missing values by lane."""

    bar: Bar
    label: tuple[str, ...]
    lanes: tuple[tuple[Piece, ...], ...]
    marks: tuple[str, ...]
    height: float


def lanes_of(spec: BarChart, bar: Bar) -> tuple[tuple[tuple[Piece, ...], ...], tuple[str, ...]]:
    """Pieces and marks of a bar, lane by lane: a lane for each series side by side, one lane where they stack."""
    if spec.mode in ("einzeln", "gruppiert"):
        lanes = tuple(
            () if datum.value is None else (Piece(0.0, datum.value, datum, index),)
            for index, datum in enumerate(bar.data)
        )
        return lanes, tuple(datum.label if datum.value is None else "" for datum in bar.data)
    missing = [datum.label for datum in bar.data if datum.value is None]
    marks = (" ".join(dict.fromkeys(missing)),)
    values = [datum.value for datum in bar.data if datum.value is not None]
    total = sum(values)
    if spec.mode == "prozent":
        if missing or total <= 0 or min(values, default=0.0) < 0:
            return ((),), (marks[0] or "x",)
        factor = 100.0 / total
    else:
        factor = 1.0
    pieces: list[Piece] = []
    above = below = 0.0
    for index, datum in enumerate(bar.data):
        if datum.value is None:
            continue
        size = datum.value * factor
        if size >= 0:
            pieces.append(Piece(above, above + size, datum, index))
            above += size
        else:
            pieces.append(Piece(below, below + size, datum, index))
            below += size
    return (tuple(pieces),), marks


def values_of(spec: BarChart, rows: Sequence[Row]) -> list[float]:
    """Every value that the scale has to hold, the reference lines' too."""
    found = [edge for row in rows for lane in row.lanes for piece in lane for edge in (piece.start, piece.end)]
    found += [line.datum.value for line in spec.references if line.datum.value is not None]
    return found


def has_series(spec: BarChart) -> bool:
    """True when bars have more than one series."""
    return len(spec.series) > 1


def entries_of(spec: BarChart, style: ChartStyle) -> list[Entry]:
    """The key of the series, empty for a single one."""
    if not has_series(spec):
        return []
    return [
        Entry(name, style.series_colour(index), style.hatches[index % len(style.hatches)])
        for index, name in enumerate(spec.series)
    ]


def fill_of(spec: BarChart, bar: Bar, series: int, style: ChartStyle) -> tuple[Colour, str]:
    """Colour and hatch of a piece."""
    if has_series(spec):
        return style.series_colour(series), style.hatches[series % len(style.hatches)]
    return (style.emphasis if bar.emphasis else style.bar), ""


def reference_text(line: ReferenceLine) -> str:
    """The label of a reference line: what and how much."""
    return f"{line.label} {line.datum.label}".strip()


def number_inside(sheet: Sheet, x: float, y: float, label: str, size: float, fill: Colour, hatch: str) -> None:
    """A number on a coloured piece; on a hatch it gets a ground of the piece's colour."""
    style = sheet.style
    colour = WHITE if contrast(WHITE, fill) >= 4.5 else style.on(fill)
    if hatch:
        length = style.width(label, size)
        sheet.rectangle(x - length / 2 - 1.5, y - size * 0.5, length + 3, size, fill=fill)
    sheet.text(x, y, label, size=size, colour=colour, align="center", middle=True)


def known_mode(spec: BarChart) -> bool:
    """True when the chart's mode is one of the known words."""
    return spec.mode in _MODES
