"""Fills planned charts with protected values.

Comes in: planned charts. Goes out: chart specifications whose values are None where hidden or missing. Bars are
sorted and map classes formed here, from what may be seen only.
"""

from __future__ import annotations

from berichtsgenerator.diagnostics import error
from berichtsgenerator.document.blocks import Figure
from berichtsgenerator.document.graphics import (
    AgeBar,
    Band,
    BandPoint,
    Bar,
    BarChart,
    ChartSpec,
    Datum,
    Event,
    LineChart,
    LinePoint,
    MapArea,
    MapChart,
    Pyramid,
    ReferenceLine,
    Series,
    SmallMultiples,
)
from berichtsgenerator.language.alt_parts import LIMIT
from berichtsgenerator.language.alt_text import alt_text
from berichtsgenerator.language.classes import breaks, single_values
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.planned.figures import (
    PlannedBars,
    PlannedFigure,
    PlannedLines,
    PlannedMap,
    PlannedPyramid,
    PlannedSpec,
)
from berichtsgenerator.plan.printing.press import Press, Used, plain_text
from berichtsgenerator.plan.printing.specs import by_value, filled


def figure(planned: PlannedFigure, press: Press) -> Figure:
    """The finished figure."""
    used = Used()
    chart = _chart(planned, press, used)
    if isinstance(chart, LineChart | SmallMultiples):
        sign = press.numbers.symbols[Quality.BREAK]
        lines = chart.series if isinstance(chart, LineChart) else [panel.series for panel in chart.panels]
        if not any(sign in point.datum.label for series in lines for point in series.points[-1:]):
            used.symbols.discard(Quality.BREAK)  # the lines are cut there, and the chart says so itself
    title, subtitle = planned.title, planned.subtitle
    if statement := plain_text(press.inlines(planned.statement, used)).strip():
        title, subtitle = statement.rstrip("."), ", ".join(part for part in (planned.title, planned.subtitle) if part)
    own = plain_text(press.inlines(planned.alternative, used)).strip()
    if len(own) > LIMIT:
        message = (
            f"Der Alternativtext von „{planned.title}“ hat mit seinen Zahlen {len(own)} Zeichen, höchstens {LIMIT}."
        )
        press.problems.append(error("alternativtext-lang", message, planned.place, "Kürzen Sie „alternativtext“."))
    return Figure(
        planned.id,
        planned.number,
        title,
        chart,
        own or alt_text(chart, title=planned.title),
        subtitle,
        press.notes(planned.notes, used),
        press.legend(used),
        press.source(used),
        planned.height,
        planned.data_table,
        planned.data_words,
        planned.in_list,
        planned.place,
    )


def _chart(planned: PlannedFigure, press: Press, used: Used) -> ChartSpec:
    chart = planned.chart
    if isinstance(chart, PlannedBars):
        return _bars(chart, press, used)
    if isinstance(chart, PlannedLines):
        return _lines(chart, press, used)
    if isinstance(chart, PlannedPyramid):
        return _pyramid(chart, press, used)
    if isinstance(chart, PlannedSpec):
        return filled(chart, press, used)
    return _map(chart, press, used)


def _bars(chart: PlannedBars, press: Press, used: Used) -> BarChart:
    bars = [Bar(bar.label, tuple(press.datum(key, used)[0] for key in bar.keys), bar.emphasis) for bar in chart.bars]
    if chart.by_value:
        bars.sort(key=lambda bar: by_value(bar.data[0].value, bar.label))
    return BarChart(
        tuple(bars),
        chart.series,
        chart.unit,
        tuple(ReferenceLine(label, press.datum(key, used)[0]) for label, key in chart.references),
        chart.mode,
        chart.horizontal,
        chart.decimals,
    )


def _lines(chart: PlannedLines, press: Press, used: Used) -> LineChart:
    series = []
    for line in chart.series:
        points, breaks = [], []
        for (x, key), parted in zip(line.points, press.parted([key for _, key in line.points]), strict=True):
            datum, entry = press.datum(key, used)
            if parted:
                breaks.append(x)
            provisional = Quality.PROVISIONAL in entry.quality or Quality.ESTIMATED in entry.quality
            points.append(LinePoint(x, datum, provisional))
        series.append(Series(line.name, tuple(points), tuple(breaks), line.emphasis))
    events = tuple(Event(x, label) for x, label in chart.events)
    bands = tuple(
        Band(
            band.name,
            tuple(BandPoint(x, press.datum(low, used)[0], press.datum(high, used)[0]) for x, low, high in band.points),
        )
        for band in chart.bands
    )
    return LineChart(tuple(series), chart.unit, events, chart.monthly, chart.from_zero, chart.decimals, bands)


def _pyramid(chart: PlannedPyramid, press: Press, used: Used) -> Pyramid:
    def datum(key: NumberKey | None) -> Datum | None:
        return None if key is None else press.datum(key, used)[0]

    ages = tuple(
        AgeBar(
            age.label,
            age.lower,
            age.upper,
            press.datum(age.left, used)[0],
            press.datum(age.right, used)[0],
            datum(age.left_compared),
            datum(age.right_compared),
        )
        for age in chart.ages
    )
    return Pyramid(ages, "männlich", "weiblich", chart.unit, chart.name, chart.compared_name)


def _map(chart: PlannedMap, press: Press, used: Used) -> MapChart:
    areas = tuple(
        MapArea(area.key, area.label, press.datum(area.number, used)[0], area.x, area.y, area.rings, area.emphasis)
        for area in chart.areas
    )
    values = [area.datum.value for area in areas if area.datum.value is not None]
    if chart.symbols:
        return MapChart(areas, chart.unit, (), (), credit=chart.credit, symbols=True)
    if chart.classes in ("werte", "namen"):
        bounds, labels = single_values(values, decimals=chart.decimals)
        return MapChart(areas, chart.unit, bounds, labels, credit=chart.credit, named=chart.classes == "namen")
    bounds = breaks(values, method=chart.classes, count=chart.count, decimals=chart.decimals, given=chart.bounds)
    return MapChart(areas, chart.unit, bounds, (), credit=chart.credit)


__all__ = ["by_value", "figure"]
