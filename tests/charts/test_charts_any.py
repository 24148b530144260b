"""Any data make a drawing: nothing crashes, nothing leaves the sheet, no coordinate is out of the world."""

from __future__ import annotations

import re

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from berichtsgenerator.charts import ChartStyle, draw
from berichtsgenerator.document.graphics import (
    AgeBar,
    Bar,
    BarChart,
    ChartSpec,
    Datum,
    Event,
    LineChart,
    LinePoint,
    MapArea,
    MapChart,
    PathItem,
    Pyramid,
    ReferenceLine,
    Series,
    TextItem,
)
from berichtsgenerator.language.numbers import format_number

STYLE = ChartStyle()
PHASES = (Phase.explicit, Phase.generate)
"""Without shrinking: a failing chart is small enough to read, shrinking takes minutes."""


def shown(value: float | None) -> Datum:
    return Datum(None, ".") if value is None else Datum(value, format_number(value, 1))


LABELS = st.text(alphabet="abcdefgäöüß ABC-/()", max_size=60)
VALUES = st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), st.just(0.0), st.just(1e-4))
DATA = VALUES.map(shown)
COUNTS = st.one_of(st.none(), st.floats(0, 1e4).map(lambda value: round(value, 3))).map(shown)
REFERENCES = st.lists(st.builds(ReferenceLine, LABELS, DATA), max_size=3).map(tuple)


@st.composite
def bar_charts(draw_: st.DrawFn) -> BarChart:
    series = draw_(st.integers(1, 4))
    bars = draw_(
        st.lists(
            st.builds(Bar, LABELS, st.lists(DATA, min_size=series, max_size=series).map(tuple), st.booleans()),
            max_size=25,
        )
    )
    mode = draw_(st.sampled_from(("einzeln", "gruppiert", "gestapelt", "prozent")))
    names = tuple(draw_(LABELS) for _ in range(series))
    return BarChart(tuple(bars), names, draw_(LABELS), draw_(REFERENCES), mode, draw_(st.booleans()))


@st.composite
def line_charts(draw_: st.DrawFn) -> LineChart:
    monthly = draw_(st.booleans())
    first = draw_(st.integers(2005, 2024))
    series = []
    for _ in range(draw_(st.integers(0, 9))):
        data = draw_(st.lists(DATA, max_size=30))
        points = tuple(
            LinePoint(first + (index + 0.5) / 12 if monthly else float(first + index), datum, draw_(st.booleans()))
            for index, datum in enumerate(data)
        )
        breaks = tuple(point.x for point in points if draw_(st.integers(0, 12)) == 0)
        series.append(Series(draw_(LABELS), points, breaks, draw_(st.booleans())))
    events = draw_(st.lists(st.builds(Event, st.floats(2000, 2030), LABELS), max_size=4))
    return LineChart(tuple(series), draw_(LABELS), tuple(events), monthly, draw_(st.booleans()))


@st.composite
def pyramids(draw_: st.DrawFn) -> Pyramid:
    widths = draw_(st.lists(st.integers(1, 15), min_size=1, max_size=20))
    ages, lower = [], 0
    for index, width in enumerate(widths):
        upper = None if index == len(widths) - 1 else lower + width
        compared = (draw_(COUNTS), draw_(COUNTS)) if draw_(st.booleans()) else (None, None)
        ages.append(AgeBar("", lower, upper, draw_(COUNTS), draw_(COUNTS), *compared))
        lower += width
    return Pyramid(tuple(ages), "männlich", "weiblich", "Personen", draw_(LABELS), draw_(LABELS))


@st.composite
def maps(draw_: st.DrawFn) -> MapChart:
    areas = draw_(
        st.lists(
            st.builds(
                MapArea, st.just("06432001"), LABELS, DATA, st.floats(6, 15), st.floats(47, 55), emphasis=st.booleans()
            ),
            max_size=25,
        )
    )
    bounds = tuple(sorted(draw_(st.sets(st.floats(-1e5, 1e5).map(lambda value: round(value, 1)), max_size=6))))
    return MapChart(tuple(areas), draw_(LABELS), bounds, ())


def check(spec: ChartSpec, width: float) -> None:
    drawing = draw(spec, width=width, style=STYLE)
    for item in drawing.items:
        if isinstance(item, TextItem):
            assert -0.5 <= item.x <= drawing.width + 0.5, item
            assert -0.5 <= item.y <= drawing.height + 0.5, item
            if not item.angle:
                assert item.x + STYLE.width(item.text, item.size, item.face) <= drawing.width + 0.5, item
    for item in drawing.items:
        if isinstance(item, PathItem):
            for number in re.findall(rb"-?\d+\.?\d*", re.sub(rb"/\w+", b"", item.operators)):
                assert abs(float(number)) < 5000, item.operators[:300]


@settings(max_examples=60, deadline=None, derandomize=True, phases=PHASES)
@given(bar_charts(), st.sampled_from((250.0, 467.0, 700.0)))
def test_any_bars(spec: BarChart, width: float) -> None:
    """Bars of any number, size, sign and label."""
    check(spec, width)


@settings(max_examples=60, deadline=None, derandomize=True, phases=PHASES)
@given(line_charts(), st.sampled_from((250.0, 467.0, 700.0)))
def test_any_lines(spec: LineChart, width: float) -> None:
    """Lines of any length with any gaps, breaks and events."""
    check(spec, width)


@settings(max_examples=40, deadline=None, derandomize=True, phases=PHASES)
@given(pyramids(), st.sampled_from((250.0, 467.0)))
def test_any_pyramid(spec: Pyramid, width: float) -> None:
    """Pyramids of any groups."""
    check(spec, width)


@settings(max_examples=25, deadline=None, derandomize=True, phases=PHASES)
@given(maps(), st.sampled_from((250.0, 467.0)))
def test_any_map(spec: MapChart, width: float) -> None:
    """Tile maps of any areas and classes."""
    check(spec, width)
