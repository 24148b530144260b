"""Test helper: specifications of every kind, with ordinary and nasty data (deterministic)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from berichtsgenerator.document.graphics import (
    AgeBar,
    Bar,
    BarChart,
    Datum,
    DotChart,
    DotRow,
    Event,
    Flow,
    FlowChart,
    HeatTable,
    Interval,
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
from berichtsgenerator.language.numbers import format_number

NAMES = (
    ("Alsbach-Hähnlein", 8.616, 49.741),
    ("Babenhausen, Stadt", 8.952, 49.963),
    ("Bickenbach", 8.611, 49.758),
    ("Dieburg, Stadt", 8.846, 49.898),
    ("Eppertshausen", 8.854, 49.951),
    ("Erzhausen", 8.632, 49.955),
    ("Fischbachtal", 8.810, 49.772),
    ("Griesheim, Stadt", 8.563, 49.861),
    ("Groß-Bieberau, Stadt", 8.825, 49.801),
    ("Groß-Umstadt, Stadt", 8.929, 49.868),
    ("Groß-Zimmern", 8.832, 49.873),
    ("Messel", 8.744, 49.937),
    ("Modautal", 8.727, 49.761),
    ("Mühltal", 8.702, 49.823),
    ("Münster (Hessen)", 8.869, 49.920),
    ("Ober-Ramstadt, Stadt", 8.745, 49.828),
    ("Otzberg", 8.910, 49.820),
    ("Pfungstadt, Stadt", 8.603, 49.806),
    ("Reinheim, Stadt", 8.832, 49.828),
    ("Roßdorf", 8.757, 49.861),
    ("Schaafheim", 9.009, 49.923),
    ("Seeheim-Jugenheim", 8.648, 49.767),
    ("Weiterstadt, Stadt", 8.592, 49.906),
)
HIDDEN = Datum(None, ".", "geheim gehalten")
MISSING = Datum(None, "…", "liegt noch nicht vor")


def datum(value: float | None, decimals: int = 1) -> Datum:
    return HIDDEN if value is None else Datum(value, format_number(value, decimals))


def wave(index: int, low: float, high: float, shift: float = 0.0) -> float:
    return low + (high - low) * (0.5 + 0.5 * math.sin(index * 2.39996 + shift))


def gemeinden(count: int = 23, *, emphasis: int = 7, hidden: Sequence[int] = (3, 12)) -> BarChart:
    bars = [
        Bar(name, (HIDDEN if index in hidden else datum(wave(index, 2.1, 11.8)),), emphasis=index == emphasis)
        for index, (name, _, _) in enumerate(NAMES[:count])
    ]
    bars.sort(key=lambda bar: -(bar.data[0].value or -1))
    references = (
        ReferenceLine("Landkreis Darmstadt-Dieburg", datum(7.1)),
        ReferenceLine("Hessen", datum(8.0)),
        ReferenceLine("Deutschland", datum(8.3)),
    )
    return BarChart(tuple(bars), ("2024",), "Prozent", references)


def grouped(names: int = 6, *, horizontal: bool = True, mode: str = "gruppiert", series: int = 3) -> BarChart:
    words = ("Deutsche", "Ausländerinnen und Ausländer", "ohne Angabe", "staatenlos", "fünfte", "sechste")[:series]
    bars = tuple(
        Bar(
            name,
            tuple(
                HIDDEN if (index, column) == (2, 1) else datum(wave(index * 3 + column, 4, 40))
                for column in range(series)
            ),
        )
        for index, (name, _, _) in enumerate(NAMES[:names])
    )
    return BarChart(bars, words, "Prozent", mode=mode, horizontal=horizontal)


def years_line(count: int = 3, *, emphasis: bool = True) -> LineChart:
    names = ("Landkreis Darmstadt-Dieburg", "Hessen", "Deutschland", *(name for name, _, _ in NAMES))
    series = []
    for index in range(count):
        points = []
        for year in range(2010, 2026):
            value: float | None = 6 + index * 0.5 + 1.5 * math.sin((year - 2010) / 3 + index)
            if index == 0 and year in (2014, 2015):
                value = None
            points.append(LinePoint(float(year), datum(value), provisional=year >= 2024))
        series.append(Series(names[index], tuple(points), breaks=(2022.0,), emphasis=emphasis and index == 0))
    return LineChart(
        tuple(series),
        "Prozent",
        events=(Event(2020.2, "Beginn der Corona-Pandemie"), Event(2022.45, "Zuzug aus der Ukraine")),
    )


def months_line() -> LineChart:
    series = []
    for index, name in enumerate(("Arbeitslose insgesamt", "Rechtskreis SGB II", "Rechtskreis SGB III")):
        points = []
        for year in range(2015, 2026):
            for month in range(1, 13):
                if (year, month) > (2025, 10):
                    continue
                base = (5900, 3600, 2300)[index]
                value = (
                    base
                    + 260 * math.cos((month - 1) / 6 * math.pi)
                    + (900 - 300 * index if 2020.2 < year + month / 12 < 2021.6 else 0)
                )
                value += 300 * (year - 2015) / 10
                hidden = index == 1 and (year, month) in ((2017, 4), (2017, 5))
                points.append(LinePoint(year + (month - 0.5) / 12, datum(None if hidden else value, 0)))
        series.append(Series(name, tuple(points)))
    events = (
        Event(2020 + 2.7 / 12, "erster Lockdown 22.03.2020"),
        Event(2020 + 11.5 / 12, "zweiter Lockdown 16.12.2020"),
        Event(2022 + 5.0 / 12, "Rechtskreiswechsel der Geflüchteten aus der Ukraine"),
        Event(2023.0, "Bürgergeld"),
    )
    return LineChart(tuple(series), "Personen", events=events, monthly=True, from_zero=True, decimals=0)


AGES = (
    (0, 3),
    (3, 6),
    (6, 10),
    (10, 15),
    (15, 18),
    (18, 20),
    (20, 25),
    (25, 30),
    (30, 35),
    (35, 40),
    (40, 45),
    (45, 50),
    (50, 55),
    (55, 60),
    (60, 65),
    (65, 75),
    (75, None),
)


def pyramid(ages: Sequence[tuple[int, int | None]] = AGES, *, hidden: Sequence[int] = ()) -> Pyramid:
    bars = []
    for index, (lower, upper) in enumerate(ages):
        width = (upper or max(95, lower + 1)) - lower
        middle = lower + width / 2
        density = max(0.01, 0.55 + 0.35 * math.exp(-(((middle - 55) / 16) ** 2)) - 0.5 * max(0, (middle - 62) / 40))
        left, right = density * width, density * width * (0.96 + max(0, middle - 60) / 120)
        bars.append(
            AgeBar(
                f"{lower}",
                lower,
                upper,
                HIDDEN if index in hidden else datum(left),
                datum(right),
                datum(left * (1.12 - 0.003 * middle)),
                datum(right * (1.1 - 0.003 * middle)),
            )
        )
    return Pyramid(tuple(bars), "männlich", "weiblich", "Prozent", "Griesheim 2024", "Landkreis Darmstadt-Dieburg 2024")


def tile_map(*, hidden: Sequence[int] = (3, 12), emphasis: int = 7) -> MapChart:
    areas = tuple(
        MapArea(
            f"06432{index + 1:03d}",
            name.removesuffix(", Stadt").removesuffix(" (Hessen)"),
            HIDDEN if index in hidden else datum(wave(index, 2.1, 11.8)),
            x,
            y,
            emphasis=index == emphasis,
        )
        for index, (name, x, y) in enumerate(NAMES)
    )
    return MapChart(
        areas,
        "Prozent",
        (4.0, 6.0, 8.0, 10.0, 12.0),
        ("unter 4,0", "4,0 bis unter 6,0", "6,0 bis unter 8,0", "8,0 bis unter 10,0", "10,0 und mehr"),
        credit="Kachelkarte nach den Mittelpunkten der Gemeinden; eigene Darstellung",
    )


def dumbbells(count: int = 23, *, hidden: Sequence[int] = (3,)) -> DotChart:
    rows = tuple(
        DotRow(
            name,
            (HIDDEN if index in hidden else datum(wave(index, 4, 9)), datum(wave(index, 5, 13, 0.4))),
            emphasis=index == 7,
        )
        for index, (name, _, _) in enumerate(NAMES[:count])
    )
    references = (ReferenceLine("Landkreis 2024", datum(8.4)), ReferenceLine("Hessen 2024", datum(9.1)))
    return DotChart(rows, ("2015", "2024"), "Prozent", references, joined=True)


def intervals(count: int = 12) -> DotChart:
    rows = []
    for index, (name, _, _) in enumerate(NAMES[:count]):
        value = wave(index, 60, 80)
        rows.append(
            DotRow(
                name,
                (HIDDEN if index == 3 else datum(value),),
                (None if index == 3 else Interval(value - 3 - index % 4, value + 3 + index % 5),),
                index == 7,
            )
        )
    return DotChart(tuple(rows), ("2024",), "Prozent", (), interval="95-%-Intervall der Zufallsschwankung")


def slopes(count: int = 23) -> SlopeChart:
    rows = tuple(
        Bar(
            name,
            (datum(wave(index, 4, 9)), HIDDEN if index == 5 else datum(wave(index, 5, 13, 0.4))),
            emphasis=index == 7,
        )
        for index, (name, _, _) in enumerate(NAMES[:count])
    )
    return SlopeChart(rows, ("2015", "2024"), "Prozent")


def panels(count: int = 23) -> SmallMultiples:
    reference = years_line(1, emphasis=False).series[0]
    found = []
    for index, (name, _, _) in enumerate(NAMES[:count]):
        points = tuple(
            LinePoint(
                float(year),
                HIDDEN if index == 3 and year > 2020 else datum(wave(index, 4, 9) + math.sin(year / 2 + index)),
                year >= 2024,
            )
            for year in range(2010, 2026)
        )
        found.append(Panel(name, Series(name, points, (2022.0,)), index == 7))
    return SmallMultiples(tuple(found), "Prozent", reference)


def heat(rows: int = 23, columns: int = 8) -> HeatTable:
    found = tuple(
        Bar(
            name,
            tuple(
                HIDDEN if (index, column) == (3, 2) else datum(wave(index + column * 5, 2, 12))
                for column in range(columns)
            ),
            index == 7,
        )
        for index, (name, _, _) in enumerate(NAMES[:rows])
    )
    heads = tuple(str(2018 + column) for column in range(columns))
    return HeatTable(found, heads, "Prozent", (4.0, 6.0, 8.0, 10.0, 12.1))


def scatter(count: int = 23) -> ScatterChart:
    points = tuple(
        ScatterPoint(
            name.removesuffix(", Stadt"),
            datum(wave(index, 5, 18)),
            HIDDEN if index == 3 else datum(wave(index, 4, 14, 0.8)),
            index == 7,
        )
        for index, (name, _, _) in enumerate(NAMES[:count])
    )
    references = (ScatterPoint("Landkreis", datum(11.0), datum(8.2)), ScatterPoint("Hessen", datum(14.0), datum(10.4)))
    return ScatterChart(points, "Ausländeranteil (Prozent)", "SGB-II-Quote (Prozent)", references)


def strips() -> StripChart:
    groups = []
    for index, (name, size) in enumerate((("Grundschulen", 51), ("Gymnasien", 9), ("Förderschulen", 6))):
        data = tuple(HIDDEN if item == 4 else datum(wave(item * 3 + index, 5 + index * 9, 60)) for item in range(size))
        groups.append(StripGroup(name, tuple(f"Schule {item}" for item in range(size)), data))
    return StripChart(tuple(groups), "Prozent", "Schulen", (ReferenceLine("Landkreis", datum(31.4)),))


def lorenz() -> LorenzChart:
    curves = []
    for year, shift in (("2015", 0.0), ("2024", 0.9)):
        units = tuple(
            LorenzUnit(
                name,
                datum(wave(index, 3000, 28000), 0),
                HIDDEN if index == 3 else datum(wave(index, 3000, 28000) * wave(index, 0.01, 0.2, shift), 0),
            )
            for index, (name, _, _) in enumerate(NAMES)
        )
        curves.append(LorenzCurve(year, units))
    return LorenzChart(tuple(curves), "Bevölkerung", "Leistungsberechtigte")


def waterfall(*, hidden: bool = False) -> WaterfallChart:
    steps = (
        WaterfallStep("Geburten", datum(2710.0, 0)),
        WaterfallStep("Sterbefälle", HIDDEN if hidden else Datum(-3120.0, "−3 120")),
        WaterfallStep("Wanderungssaldo", datum(2980.0, 0)),
    )
    return WaterfallChart(
        WaterfallStep("31.12.2023", datum(297844.0, 0)), steps, WaterfallStep("31.12.2024", datum(300501.0, 0)),
        "Personen",
    )  # fmt: skip


def transitions() -> FlowChart:
    forms = ("Gymnasium", "Integrierte Gesamtschule", "Realschule", "Förderstufe", "Hauptschule")
    names = tuple(name for name, _, _ in NAMES[:6])
    flows = tuple(
        Flow(
            source, target, HIDDEN if (source, target) == (2, 4) else datum(round(wave(source * 5 + target, 3, 90)), 0)
        )
        for source in range(6)
        for target in range(5)
    )
    return FlowChart(
        names, forms, flows, "Schülerinnen und Schüler", "Gemeinde der Grundschule", "Schulform in Klasse 5"
    )


def symbol_map() -> MapChart:
    areas = tuple(
        MapArea(area.key, area.label, HIDDEN if index == 3 else datum(round(wave(index, 40, 2400)), 0), area.x, area.y)
        for index, area in enumerate(tile_map().areas)
    )
    return MapChart(areas, "Personen", (), (), symbols=True)
