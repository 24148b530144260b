"""The numbers of a chart: its keys, and the table that shows them near by or in the annex."""

from __future__ import annotations

from berichtsgenerator.document.blocks import Align, HeadCell
from berichtsgenerator.document.graphics import (
    BarChart,
    Datum,
    DotChart,
    FlowChart,
    HeatTable,
    LineChart,
    LorenzChart,
    MapChart,
    Pyramid,
    ScatterChart,
    SlopeChart,
    SmallMultiples,
    StripChart,
    WaterfallChart,
)
from berichtsgenerator.language.dates import SHORT_MONTHS, short_period
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.plan.planned.figures import (
    PlannedBars,
    PlannedChart,
    PlannedFigure,
    PlannedLines,
    PlannedPyramid,
    PlannedSpec,
)
from berichtsgenerator.plan.planned.tables import NotApplicable, PlannedCell, PlannedGroup, PlannedRow, PlannedTable

_CALENDAR_YEARS = 2
"""From so many years on, months become columns."""


def chart_keys(chart: PlannedChart) -> tuple[NumberKey, ...]:
    """All numbers of a chart."""
    if isinstance(chart, PlannedBars):
        return (*(key for bar in chart.bars for key in bar.keys), *(key for _, key in chart.references))
    if isinstance(chart, PlannedLines):
        ends = (key for band in chart.bands for _, *pair in band.points for key in pair)
        return (*(key for series in chart.series for _, key in series.points), *ends)
    if isinstance(chart, PlannedPyramid):
        found = [key for age in chart.ages for key in (age.left, age.right, age.left_compared, age.right_compared)]
        return tuple(key for key in found if key is not None)
    if isinstance(chart, PlannedSpec):
        return tuple(dict.fromkeys((*chart.numbers, *chart.numerators, *chart.denominators)))
    return tuple(area.number for area in chart.areas)


def data_table(figure: PlannedFigure, identifier: str, number: str) -> PlannedTable:
    """The numbers of a figure as a table."""
    chart = figure.chart
    rows: list[PlannedRow]
    if isinstance(chart, PlannedBars):
        stub, names = "Gebiet" if chart.references else "Merkmal", list(chart.series)
        rows = [PlannedRow(bar.label, bar.keys) for bar in chart.bars]
        rows += [PlannedRow(label, (key,)) for label, key in chart.references]
    elif isinstance(chart, PlannedLines) and _fills_years(chart):
        return _table(figure, identifier, number, "Jahr", list(SHORT_MONTHS), _by_years(chart))
    elif isinstance(chart, PlannedLines):
        stub, names = "Zeit", [series.name for series in chart.series]
        by_series = [{key.period: key for _, key in series.points} for series in chart.series]
        for band in chart.bands:
            names += [f"{band.name}, unten", f"{band.name}, oben"]
            by_series += [
                {low.period: key for (_, low, _), key in zip(band.points, ends, strict=True)}
                for ends in ([low for _, low, _ in band.points], [high for _, _, high in band.points])
            ]
        periods = sorted({period for found in by_series for period in found})
        rows = []
        for period in periods:
            cells: list[PlannedCell] = [found.get(period, NotApplicable()) for found in by_series]
            rows.append(PlannedRow(short_period(period), tuple(cells)))
    elif isinstance(chart, PlannedPyramid):
        stub, names = "Alter", ["männlich", "weiblich"]
        compared = any(age.left_compared is not None for age in chart.ages)
        if compared:
            names = [f"{sex}, {name}" for name in (chart.name, chart.compared_name) for sex in names]
        rows = []
        for age in chart.ages:
            keys = (age.left, age.right, age.left_compared, age.right_compared)[: 4 if compared else 2]
            rows.append(PlannedRow(age.label, tuple(NotApplicable() if key is None else key for key in keys)))
    elif isinstance(chart, PlannedSpec):
        stub, names, groups = _of_spec(chart)
        return _table(figure, identifier, number, stub, names, groups)
    else:
        stub, names = "Gebiet", ["Wert"]
        rows = [PlannedRow(area.label, (area.number,)) for area in chart.areas]
    return _table(figure, identifier, number, stub, names, (PlannedGroup("", tuple(rows)),))


def _fills_years(chart: PlannedLines) -> bool:
    """Whether months of several years are shown, without bands: they read best as a calendar."""
    periods = {key.period for series in chart.series for _, key in series.points}
    monthly = all(period.kind is PeriodKind.MONTH for period in periods)
    return monthly and not chart.bands and len({period.iso[:4] for period in periods}) >= _CALENDAR_YEARS


def _by_years(chart: PlannedLines) -> tuple[PlannedGroup, ...]:
    """For each line its years as rows and the months as columns."""
    groups = []
    for series in chart.series:
        found = {key.period.iso: key for _, key in series.points}
        years = sorted({iso[:4] for iso in found})
        rows = [
            PlannedRow(year, tuple(found.get(f"{year}-{month:02d}", NotApplicable()) for month in range(1, 13)))
            for year in years
        ]
        groups.append(PlannedGroup(series.name, tuple(rows)))
    return tuple(groups)


def _table(
    figure: PlannedFigure, identifier: str, number: str, stub: str, names: list[str], groups: tuple[PlannedGroup, ...]
) -> PlannedTable:
    return PlannedTable(
        identifier,
        number,
        f"Zahlen zu Abbildung\u00a0{figure.number}: {figure.title}",
        stub,
        (tuple(HeadCell(name) for name in names),),
        (Align.DECIMAL,) * len(names),
        groups,
        subtitle=figure.subtitle,
        in_list=False,
        place=figure.place,
    )


def _of_spec(chart: PlannedSpec) -> tuple[str, list[str], tuple[PlannedGroup, ...]]:
    """Stub head, column heads and rows of a chart that is planned as its specification."""
    keys = {str(key): key for key in chart.numbers}

    def row(label: str, *data: Datum) -> PlannedRow:
        return PlannedRow(label, tuple(keys.get(datum.key, NotApplicable()) for datum in data))

    spec = chart.spec
    match spec:
        case BarChart() | DotChart():
            labelled = [(line.label, line.datum) for line in spec.references]
            bars = spec.bars if isinstance(spec, BarChart) else spec.rows
            rest = [NotApplicable()] * (len(spec.series) - 1)
            rows = [row(bar.label, *bar.data) for bar in bars]
            rows += [PlannedRow(label, (*rest, *row(label, datum).cells)) for label, datum in labelled]
            return "Merkmal", list(spec.series), (PlannedGroup("", tuple(rows)),)
        case SlopeChart() | HeatTable():
            return "Merkmal", list(spec.columns), (
                PlannedGroup("", tuple(row(bar.label, *bar.data) for bar in spec.rows)),
            )  # fmt: skip
        case SmallMultiples():
            return _of_panels(spec, keys)
        case ScatterChart():
            rows = [row(point.label, point.x, point.y) for point in (*spec.points, *spec.references)]
            return "Gebiet", [spec.x_label, spec.y_label], (PlannedGroup("", tuple(rows)),)
        case StripChart():
            groups = tuple(
                PlannedGroup(
                    group.label, tuple(row(name, datum) for name, datum in zip(group.names, group.data, strict=True))
                )
                for group in spec.groups
            )
            rows = [row(line.label, line.datum) for line in spec.references]
            return "Einheit", ["Wert"], (*groups, *((PlannedGroup("Zum Vergleich", tuple(rows)),) if rows else ()))
        case LorenzChart():
            names = [f"{label}, {curve.name}" for curve in spec.curves for label in (spec.base_label, spec.part_label)]
            rows = [
                row(units[0].label, *(datum for unit in units for datum in (unit.base, unit.part)))
                for units in zip(*(curve.units for curve in spec.curves), strict=True)
            ]
            return "Gebiet", names, (PlannedGroup("", tuple(rows)),)
        case WaterfallChart():
            rows = [row(step.label, step.datum) for step in (spec.start, *spec.steps, spec.end)]
            return "Schritt", [spec.unit or "Wert"], (PlannedGroup("", tuple(rows)),)
        case FlowChart():
            data = iter(flow.datum for flow in spec.flows)
            rows = [row(source, *(next(data) for _ in spec.targets)) for source in spec.sources]
            return "Herkunft", list(spec.targets), (PlannedGroup("", tuple(rows)),)
        case LineChart() | Pyramid() | MapChart():
            raise TypeError(f"planned otherwise: {type(spec).__name__}")


def _of_panels(spec: SmallMultiples, keys: dict[str, NumberKey]) -> tuple[str, list[str], tuple[PlannedGroup, ...]]:
    """Rows are the small charts, columns the periods."""
    lines = [panel.series for panel in spec.panels] + ([spec.reference] if spec.reference is not None else [])
    found = [{keys[point.datum.key].period: keys[point.datum.key] for point in line.points} for line in lines]
    periods = sorted({period for points in found for period in points})
    rows = []
    for line, points in zip(lines, found, strict=True):
        cells: list[PlannedCell] = [points.get(period, NotApplicable()) for period in periods]
        rows.append(PlannedRow(line.name, tuple(cells)))
    return "Gebiet", [short_period(period) for period in periods], (PlannedGroup("", tuple(rows)),)
