"""What every drawing holds: labels on the page and apart, nothing of hidden values, the same bytes every time."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import charts_samples as samples
import pytest

from berichtsgenerator.charts import ChartStyle, draw, natural_height, problems
from berichtsgenerator.diagnostics import Place, TypesettingError
from berichtsgenerator.document.drawings import Drawing, PathItem, TextItem
from berichtsgenerator.document.graphics import (
    Bar,
    BarChart,
    ChartSpec,
    Datum,
    Event,
    LineChart,
    LinePoint,
    MapChart,
    Panel,
    Pyramid,
    ReferenceLine,
    Series,
    SmallMultiples,
)

STYLE = ChartStyle()
WIDTH = 467.0
LONG = "Gemeinde mit einem ganz besonders langen Namen im Gersprenztal am Rande des Odenwaldes"
FIVE = [(age, age + 5) for age in range(0, 85, 5)] + [(85, None)]
SINGLE = [(age, age + 1) for age in range(100)] + [(100, None)]

CASES: dict[str, ChartSpec] = {
    "bars": samples.gemeinden(),
    "bars-negative": BarChart(
        tuple(Bar(name, (samples.datum(samples.wave(i, -14, 9)),)) for i, (name, _, _) in enumerate(samples.NAMES[:9])),
        ("",),
        "je 1 000 Einwohnerinnen und Einwohner",
        (ReferenceLine("Landkreis", samples.datum(-1.4)), ReferenceLine("Hessen", samples.HIDDEN)),
    ),
    "bars-long": BarChart((Bar(LONG, (samples.datum(5.0),)), Bar("kurz", (samples.datum(0.0),))), ("",), "Prozent"),
    "bars-none": replace(
        samples.gemeinden(4),
        bars=tuple(replace(bar, data=(samples.HIDDEN,)) for bar in samples.gemeinden(4).bars),
        references=(),
    ),
    "bars-empty": BarChart((), ("",), "Prozent"),
    "grouped": samples.grouped(),
    "stacked": samples.grouped(mode="gestapelt"),
    "percent": samples.grouped(mode="prozent", series=4),
    "standing": replace(samples.gemeinden(8), horizontal=False),
    "standing-23": replace(samples.gemeinden(), horizontal=False),
    "standing-grouped": samples.grouped(4, horizontal=False),
    "standing-stacked": samples.grouped(7, horizontal=False, mode="gestapelt", series=4),
    "years": samples.years_line(),
    "years-12": samples.years_line(12, emphasis=False),
    "years-23": samples.years_line(23),
    "months": samples.months_line(),
    "pyramid": samples.pyramid(hidden=(3,)),
    "pyramid-five": samples.pyramid(FIVE),
    "pyramid-single": samples.pyramid(SINGLE),
    "tiles": samples.tile_map(),
    "symbols": samples.symbol_map(),
    "dumbbells": samples.dumbbells(),
    "intervals": samples.intervals(),
    "slopes": samples.slopes(),
    "panels": samples.panels(),
    "heat": samples.heat(),
    "heat-turned": samples.heat(5, 17),
    "scatter": samples.scatter(),
    "strips": samples.strips(),
    "lorenz": samples.lorenz(),
    "waterfall": samples.waterfall(),
    "waterfall-hidden": samples.waterfall(hidden=True),
    "transitions": samples.transitions(),
}


def texts(drawing: Drawing) -> list[str]:
    return [item.text for item in drawing.items if isinstance(item, TextItem)]


def operators(drawing: Drawing) -> bytes:
    return b"".join(item.operators for item in drawing.items if isinstance(item, PathItem))


def boxes(drawing: Drawing) -> list[tuple[str, float, float, float, float]]:
    """Boxes of level text from a little below the baseline to the height of the capitals, of turned text likewise."""
    found = []
    for item in drawing.items:
        if not isinstance(item, TextItem):
            continue
        length = STYLE.width(item.text, item.size, item.face)
        below, above = 0.12 * item.size, 0.66 * item.size
        if item.angle == 90:
            found.append((item.text, item.x - above, item.y, item.x + below, item.y + length))
        else:
            found.append((item.text, item.x, item.y - below, item.x + length, item.y + above))
    return found


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [WIDTH, 330.0])
def test_text_stays_on_the_sheet(name: str, width: float) -> None:
    """No label leaves the drawing, at full and at two-thirds width."""
    drawing = draw(CASES[name], width=width, style=STYLE)
    outside = [
        box
        for box in boxes(drawing)
        if box[1] < -0.5 or box[2] < -0.5 or box[3] > drawing.width + 0.5 or box[4] > drawing.height + 0.5
    ]
    assert outside == []


@pytest.mark.parametrize("name", CASES)
def test_labels_do_not_touch(name: str) -> None:
    """No two labels overlap."""
    found = boxes(draw(CASES[name], width=WIDTH, style=STYLE))
    touching = [
        (one[0], other[0])
        for one, other in itertools.combinations(found, 2)
        if min(one[3], other[3]) - max(one[1], other[1]) > 0.3 and min(one[4], other[4]) - max(one[2], other[2]) > 0.3
    ]
    assert touching == []


@pytest.mark.parametrize("name", CASES)
def test_the_same_specification_gives_the_same_drawing(name: str) -> None:
    """Drawing twice gives equal display lists."""
    assert draw(CASES[name], width=WIDTH, style=STYLE) == draw(CASES[name], width=WIDTH, style=STYLE)


@pytest.mark.parametrize("name", CASES)
def test_height_is_the_natural_one_and_operators_are_whole(name: str) -> None:
    """A drawing has its natural height; each path item is balanced and names no resource but its alphas."""
    drawing = draw(CASES[name], width=WIDTH, style=STYLE)
    assert drawing.height == natural_height(CASES[name], width=WIDTH, style=STYLE)
    for item in drawing.items:
        if isinstance(item, PathItem):
            assert item.operators.split().count(b"q") == item.operators.split().count(b"Q")
            assert set(re.findall(rb"/(\w+)", item.operators)) <= {b"Ga%d" % alpha for alpha in drawing.alphas}
    assert b"BI" not in operators(drawing).split() and b"Do" not in operators(drawing).split()


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("pyramid-single",)])
def test_hidden_values_leave_their_mark_only(name: str) -> None:
    """A mark is printed as often as a value is hidden (lines: a gap instead), and never a number for it."""
    spec = CASES[name]
    if isinstance(spec, BarChart) and spec.mode == "einzeln":
        hidden = sum(datum.value is None for bar in spec.bars for datum in bar.data)
        assert texts(draw(spec, width=WIDTH, style=STYLE)).count(".") == hidden


def test_drawing_does_not_depend_on_what_is_hidden() -> None:
    """Only the mark is known of a hidden value: a bar, a point, an area class cannot tell it."""
    one = samples.gemeinden(6, hidden=(2,))
    drawn = operators(draw(one, width=WIDTH, style=STYLE))
    visible = replace(one, bars=tuple(bar for bar in one.bars if bar.data[0].value is not None))
    fewer = operators(draw(visible, width=WIDTH, style=STYLE, height=natural_height(one, width=WIDTH, style=STYLE)))
    assert drawn.count(b"\nf") == fewer.count(b"\nf")


def test_a_percent_bar_with_a_hidden_part_is_left_out() -> None:
    """100 % minus the visible parts would tell the hidden one."""
    bars = (Bar("A", (samples.datum(10.0), samples.HIDDEN)), Bar("B", (samples.datum(5.0), samples.datum(15.0))))
    drawing = draw(BarChart(bars, ("x", "y"), "Prozent", mode="prozent"), width=WIDTH, style=STYLE)
    assert "10,0" not in texts(drawing) and "." in texts(drawing)
    assert {"5,0", "15,0"} <= set(texts(drawing))


def test_bars_begin_at_zero() -> None:
    """The shortest axis of bars contains zero even when all values are close together."""
    bars = tuple(Bar(str(value), (samples.datum(value),)) for value in (101.0, 102.0, 103.0))
    for horizontal in (True, False):
        drawn = texts(draw(BarChart(bars, ("",), "", horizontal=horizontal), width=WIDTH, style=STYLE))
        assert "0" in drawn


def test_a_cut_axis_is_said() -> None:
    """A line chart that does not begin at zero says so; one that does, doesn't."""
    points = tuple(LinePoint(2015.0 + step, samples.datum(60.0 + step / 3)) for step in range(9))
    spec = LineChart((Series("Hessen", points),), "Prozent")
    said = "Werteachse beginnt nicht bei null"
    assert any(said in text for text in texts(draw(spec, width=WIDTH, style=STYLE)))
    whole = draw(replace(spec, from_zero=True), width=WIDTH, style=STYLE)
    assert not any(said in text for text in texts(whole)) and "0" in texts(whole)


def test_a_line_whose_last_value_is_hidden_says_when_its_value_was() -> None:
    """Beside the end of the axis the last value that may be seen would pass for the hidden one."""
    points = (
        *(LinePoint(2020.0 + step, samples.datum(6.0 + step)) for step in range(4)),
        LinePoint(2024.0, samples.HIDDEN),
    )
    spec = LineChart((Series("Messel", points), Series("Hessen", points[:-1])), "Prozent")
    drawn = texts(draw(spec, width=WIDTH, style=STYLE))
    assert any(text.endswith("9,0 (2023)") for text in drawn) and any(text.endswith("9,0") for text in drawn)
    grid = SmallMultiples((Panel("Messel", spec.series[0]), Panel("Roßdorf", spec.series[1])), "Prozent")
    drawn = texts(draw(grid, width=WIDTH, style=STYLE))
    assert "9,0 (2023)" in drawn and "9,0" in drawn
    months = tuple(replace(point, x=2024 + (number + 0.5) / 12) for number, point in enumerate(points))
    drawn = texts(draw(replace(spec, series=(Series("Messel", months),), monthly=True), width=WIDTH, style=STYLE))
    assert any(text.endswith("9,0 (04/2024)") for text in drawn)


def test_breaks_and_provisional_values_are_explained() -> None:
    """A break leaves a gap and its mark is explained, so are dashes."""
    drawn = " ".join(texts(draw(samples.years_line(), width=WIDTH, style=STYLE)))
    assert "Bruch in der Reihe" in drawn and "gestrichelt: vorläufig" in drawn


def test_lines_stop_at_gaps_and_breaks() -> None:
    """Runs of a series end at missing points and begin anew at a break."""
    from berichtsgenerator.charts.kinds.lines import runs

    values: list[float | None] = [1.0, 2.0, None, 4.0, 5.0, 6.0]
    points = tuple(LinePoint(2010.0 + step, samples.datum(value)) for step, value in enumerate(values))
    found = runs(Series("A", points, breaks=(2014.0,)))
    assert [[point.x for point in run] for run in found] == [[2010.0, 2011.0], [2013.0], [2014.0, 2015.0]]


def strokes(drawing: Drawing) -> int:
    return sum(item.operators.count(b" l\n") for item in drawing.items if isinstance(item, PathItem))


def test_slopes_and_dumbbells_join_nothing_across_a_break() -> None:
    slopes, dumbbells = samples.slopes(), samples.dumbbells()
    shown = sum(all(datum.value is not None for datum in row.data) for row in slopes.rows)
    apart = draw(replace(slopes, breaks=(1,)), width=WIDTH, style=STYLE)
    assert strokes(draw(slopes, width=WIDTH, style=STYLE)) - strokes(apart) == shown > 20
    shown = sum(all(datum.value is not None for datum in row.data) for row in dumbbells.rows)
    assert (
        strokes(draw(dumbbells, width=WIDTH, style=STYLE))
        - strokes(draw(replace(dumbbells, parted=True), width=WIDTH, style=STYLE))
        == shown
    )


def test_series_without_values_are_named_below() -> None:
    """A series that is wholly hidden is named with its mark."""
    empty = Series("Messel", tuple(LinePoint(float(year), samples.HIDDEN) for year in range(2015, 2025)))
    full = samples.years_line(1).series[0]
    for series in ((empty,), (full, empty)):
        drawn = texts(draw(LineChart(series, "Prozent"), width=WIDTH, style=STYLE))
        assert any("Messel: keine Werte (.)" in text for text in drawn)


def test_two_hundred_lines_are_drawn_and_the_rest_is_counted() -> None:
    """Of a crowd the highest and the lowest are labelled; the drawing says how many are not."""
    series = tuple(
        Series(
            f"Reihe {i}", tuple(LinePoint(float(y), samples.datum(samples.wave(i, 2, 30))) for y in range(2015, 2025))
        )
        for i in range(200)
    )
    drawn = texts(draw(LineChart(series, "Prozent"), width=WIDTH, style=STYLE))
    assert sum(text.startswith("Reihe") for text in drawn) == 6
    assert any("194 weitere Linien" in text for text in drawn)


def test_events_are_labelled() -> None:
    """Each event within the time shown has its label."""
    spec = replace(samples.years_line(), events=(Event(2012.0, "links"), Event(2025.0, "ein Ereignis ganz am Ende")))
    assert {"links", "ein Ereignis ganz am Ende"} <= set(texts(draw(spec, width=WIDTH, style=STYLE)))


def test_pyramid_lengths_are_per_year_of_age() -> None:
    """A group of twice the years with twice the share is as long, and twice as high."""
    from berichtsgenerator.charts.kinds.pyramid import groups

    spec: Pyramid = samples.pyramid(((0, 5), (5, 15), (15, None)))
    assert [(group.lower, group.upper) for group in groups(spec)] == [(0, 5), (5, 15), (15, 100)]
    drawn = " ".join(texts(draw(spec, width=WIDTH, style=STYLE)))
    assert "je Altersjahr" in drawn and "ab 15 Jahren auf 85 Altersjahre verteilt" in drawn


def test_map_explains_missing_areas_only_when_there_are_any() -> None:
    """The key names hatched areas when one is hatched."""
    label = "geheim gehalten oder keine Angabe"
    assert label in texts(draw(samples.tile_map(), width=WIDTH, style=STYLE))
    assert label not in texts(draw(samples.tile_map(hidden=()), width=WIDTH, style=STYLE))


def test_map_classes_follow_the_printed_number() -> None:
    """7.96 is printed 8,0 and so belongs to the class from 8,0."""
    from berichtsgenerator.charts.maps.maps import class_index

    spec: MapChart = samples.tile_map()
    area = replace(spec.areas[0], datum=Datum(7.96, "8,0"))
    assert class_index(area, spec) == 3
    assert class_index(replace(area, datum=Datum(7.94, "7,9")), spec) == 2


@pytest.mark.parametrize(
    ("spec", "options", "message"),
    [
        (samples.gemeinden(3), {"width": 50.0}, "zu klein"),
        (replace(samples.gemeinden(3), mode="torte"), {"width": WIDTH}, "Balkenart „torte“"),
        (BarChart((Bar("A", (Datum(float("nan"), "x"),)),), ("",), ""), {"width": WIDTH}, "keine Zahl"),
    ],
)
def test_what_cannot_be_drawn_is_said(spec: ChartSpec, options: dict[str, float], message: str) -> None:
    """Impossible charts end in a German message."""
    with pytest.raises(TypesettingError, match=message):
        draw(spec, style=STYLE, **options)  # type: ignore[arg-type]


def test_problems_name_the_place_that_asks() -> None:
    """A report says for every impossible chart where its layout asks for it, all at once."""
    place = Place("layouts/probe.yaml", line=12, column=9)
    bad = BarChart((Bar("A", (Datum(float("inf"), "x"),)),), ("",), "", mode="torte")
    found = problems(bad, width=WIDTH, height=20.0, place=place)
    assert [item.code for item in found] == ["diagramm-zu-klein", "diagramm-art-unbekannt", "diagramm-wert"]
    assert all(str(item).startswith("Fehler: layouts/probe.yaml:12:9: ") for item in found)
    assert problems(samples.gemeinden(), width=WIDTH) == ()
