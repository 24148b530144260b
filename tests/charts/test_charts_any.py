"""Any data make a drawing: nothing crashes, nothing leaves the sheet, no coordinate is out of the world."""

from __future__ import annotations

import re

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from berichtsgenerator.charts import ChartStyle, draw
from berichtsgenerator.document.drawings import PathItem, TextItem
from berichtsgenerator.document.graphics import (
    AgeBar,
    Band,
    BandPoint,
    Bar,
    BarChart,
    ChartSpec,
    Datum,
    DotChart,
    DotRow,
    Event,
    Flow,
    FlowChart,
    HeatTable,
    LineChart,
    LinePoint,
    LorenzChart,
    LorenzCurve,
    LorenzUnit,
    MapArea,
    MapChart,
    Panel,
    Pyramid,
    ReferenceLine,
    ScatterChart,
    ScatterPoint,
    Series,
    SlopeChart,
    SmallMultiples,
    StripChart,
    StripGroup,
    WaterfallChart,
    WaterfallStep,
)
from berichtsgenerator.language.alt_text import LIMIT, alt_text
from berichtsgenerator.language.numbers import format_number

STYLE = ChartStyle()
PHASES = (Phase.explicit, Phase.generate)
"""Without shrinking: a failing chart is small enough to read, shrinking takes minutes."""


def shown(value: float | None) -> Datum:
    return Datum(None, ".") if value is None else Datum(value, format_number(value, 1))


LABELS = st.text(alphabet="abcdefgäöüß ABC-/()", max_size=90)
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


@st.composite
def dots(draw_: st.DrawFn) -> DotChart:
    series = draw_(st.integers(1, 4))
    data = st.lists(DATA, min_size=series, max_size=series).map(tuple)
    rows = draw_(st.lists(st.builds(DotRow, LABELS, data, st.just(()), st.booleans()), max_size=25))
    return DotChart(tuple(rows), tuple(str(i) for i in range(series)), draw_(LABELS), draw_(REFERENCES), series > 1)


@st.composite
def grids(draw_: st.DrawFn) -> SlopeChart | HeatTable:
    columns = draw_(st.integers(2, 9))
    data = st.lists(DATA, min_size=columns, max_size=columns).map(tuple)
    rows = tuple(draw_(st.lists(st.builds(Bar, LABELS, data, st.booleans()), max_size=25)))
    heads = tuple(draw_(LABELS) for _ in range(columns))
    if draw_(st.booleans()):
        return SlopeChart(rows, heads, draw_(LABELS))
    bounds = tuple(sorted(draw_(st.sets(st.floats(-1e5, 1e5).map(lambda value: round(value, 1)), max_size=6))))
    return HeatTable(rows, heads, draw_(LABELS), bounds)


@st.composite
def panels(draw_: st.DrawFn) -> SmallMultiples:
    found = []
    for _ in range(draw_(st.integers(0, 25))):
        points = tuple(
            LinePoint(2010.0 + index, datum, draw_(st.booleans()))
            for index, datum in enumerate(draw_(st.lists(DATA, max_size=8)))
        )
        found.append(Panel(draw_(LABELS), Series("", points), draw_(st.booleans())))
    reference = found[0].series if found and draw_(st.booleans()) else None
    return SmallMultiples(tuple(found), draw_(LABELS), reference)


POINTS = st.lists(st.builds(ScatterPoint, LABELS, DATA, DATA, st.booleans()), max_size=30).map(tuple)
SCATTERS = st.builds(
    ScatterChart, POINTS, LABELS, LABELS, st.lists(POINTS, max_size=1).map(lambda x: x[0][:2] if x else ())
)
GROUPS = st.lists(st.tuples(LABELS, DATA), max_size=40).map(
    lambda pairs: StripGroup("", tuple(name for name, _ in pairs), tuple(datum for _, datum in pairs))
)
STRIPS = st.builds(StripChart, st.lists(GROUPS, max_size=4).map(tuple), LABELS, st.just("Schulen"), REFERENCES)
UNITS = st.lists(st.builds(LorenzUnit, LABELS, COUNTS, COUNTS), max_size=25).map(tuple)
LORENZ = st.builds(LorenzChart, st.lists(st.builds(LorenzCurve, LABELS, UNITS), max_size=3).map(tuple), LABELS, LABELS)
STEP = st.builds(WaterfallStep, LABELS, DATA)
WATERFALLS = st.builds(WaterfallChart, STEP, st.lists(STEP, max_size=8).map(tuple), STEP, LABELS)


@st.composite
def flows(draw_: st.DrawFn) -> FlowChart:
    sources, targets = draw_(st.integers(1, 25)), draw_(st.integers(1, 8))
    found = tuple(Flow(one, other, draw_(COUNTS)) for one in range(sources) for other in range(targets))
    names = tuple(draw_(LABELS) for _ in range(sources + targets))
    return FlowChart(names[:sources], names[sources:], found, draw_(LABELS))


@st.composite
def banded(draw_: st.DrawFn) -> LineChart:
    points = tuple(BandPoint(2010.0 + i, draw_(DATA), draw_(DATA)) for i in range(draw_(st.integers(0, 12))))
    line = Series("A", tuple(LinePoint(2010.0 + i, draw_(DATA)) for i in range(draw_(st.integers(0, 9)))))
    return LineChart((line,), "Prozent", bands=(Band(draw_(LABELS), points),))


def check(spec: ChartSpec, width: float) -> None:
    assert len(alt_text(spec, "Titel")) <= LIMIT
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


WIDTHS = st.sampled_from((250.0, 467.0, 700.0))
OTHERS = st.one_of(dots(), grids(), panels(), SCATTERS, STRIPS, LORENZ, WATERFALLS, flows(), banded())


@settings(max_examples=150, deadline=None, derandomize=True, phases=PHASES)
@given(OTHERS, WIDTHS)
def test_any_other_chart(spec: ChartSpec, width: float) -> None:
    """Dots, slopes, tables, small multiples, scatters, strips, curves, waterfalls, transitions, bands of any data."""
    check(spec, width)
