"""Every kind of chart to look at, ordinary and nasty: ``python benchmarks/chart_gallery.py OUT.pdf``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "charts"))

import charts_samples as samples  # noqa: E402
from charts_page import write_pages  # noqa: E402

from berichtsgenerator.charts import ChartStyle, draw  # noqa: E402
from berichtsgenerator.charts.geodata.geometry import read_geometry  # noqa: E402
from berichtsgenerator.document.graphics import (  # noqa: E402
    Bar,
    BarChart,
    ChartSpec,
    Datum,
    LineChart,
    LinePoint,
    MapArea,
    MapChart,
    ReferenceLine,
    Series,
)
from berichtsgenerator.language.classes import breaks, class_labels  # noqa: E402

WIDTH = 467.0


def choropleth(path: Path, prefix: str, credit: str, count: int = 5) -> MapChart:
    """A map of made-up rates over the areas of a real geometry file."""
    rings = {key: value for key, value in read_geometry(path).rings.items() if key.startswith(prefix)}
    values = {key: samples.wave(index, 2, 12) for index, key in enumerate(sorted(rings))}
    bounds = breaks(list(values.values()), method="jenks", count=count)
    names = {f"06432{index + 1:03d}": name for index, (name, _, _) in enumerate(samples.NAMES)}
    areas = tuple(
        MapArea(
            key,
            names.get(key, key).removesuffix(", Stadt"),
            samples.HIDDEN if index in (4, 9) else samples.datum(values[key]),
            0,
            0,
            rings[key],
            emphasis=index == 7,
        )
        for index, key in enumerate(sorted(rings))
    )
    return MapChart(areas, "Arbeitslosenanteil in Prozent", bounds, class_labels(bounds), credit=credit)


def nasty() -> list[tuple[str, ChartSpec]]:
    long = "Gemeinde mit einem ganz besonders langen Namen im Gersprenztal am Rande des Odenwaldes, Stadt"
    base = samples.gemeinden(5)
    negative = BarChart(
        tuple(
            Bar(name, (samples.datum(samples.wave(i, -14, 9)),), i == 2)
            for i, (name, _, _) in enumerate(samples.NAMES[:8])
        ),
        ("",),
        "je 1 000 Einwohnerinnen und Einwohner",
        (ReferenceLine("Landkreis", samples.datum(-1.4)), ReferenceLine("Hessen", samples.HIDDEN)),
    )
    missing = replace(base, bars=tuple(replace(bar, data=(samples.HIDDEN,)) for bar in base.bars))
    one = BarChart((Bar(long, (samples.datum(5.0),)),), ("",), "Prozent")
    huge = BarChart(
        tuple(
            Bar(name, (Datum(v, samples.format_number(v, 0)),))
            for name, v in (("Bund", 83_577_140.0), ("Hessen", 6_280_793.0), ("Kreis", 301_000.0), ("klein", 3.0))
        ),
        ("",),
        "Personen",
    )
    tiny = BarChart(
        tuple(Bar(f"Gruppe {i}", (samples.datum(v, 5),)) for i, v in enumerate((0.00012, 0.00034, 0.0))),
        ("",),
        "Anteil",
    )
    single = LineChart((Series("Hessen", (LinePoint(2024.0, samples.datum(8.0)),)),), "Prozent")
    empty = LineChart(
        (Series("Messel", tuple(LinePoint(float(y), samples.HIDDEN) for y in range(2015, 2025))),), "Prozent"
    )
    short = samples.months_line()
    recent = replace(
        short,
        series=tuple(replace(s, points=tuple(p for p in s.points if p.x >= 2024)) for s in short.series),
        events=(),
        from_zero=False,
    )
    many = samples.years_line(12, emphasis=False)
    hundreds = LineChart(
        tuple(
            Series(
                f"Reihe {i}",
                tuple(
                    LinePoint(
                        float(y), samples.datum(samples.wave(i, 2, 30) + (y - 2015) * samples.wave(i, -0.4, 0.4, 1))
                    )
                    for y in range(2015, 2025)
                ),
            )
            for i in range(200)
        ),
        "Prozent",
    )
    return [
        ("Negative Werte", negative),
        ("Alle geheim", missing),
        ("Ein Wert, langer Name", one),
        ("Riesig", huge),
        ("Winzig", tiny),
        ("Ein Punkt", single),
        ("Alle fehlen", empty),
        ("Monate, kurz", recent),
        ("12 Linien", many),
        ("200 Linien", hundreds),
    ]


def cases() -> list[list[tuple[str, ChartSpec]]]:
    single_years = [(age, age + 1) for age in range(100)] + [(100, None)]
    five = [(age, age + 5) for age in range(0, 85, 5)] + [(85, None)]
    bad = nasty()
    pages: list[list[tuple[str, ChartSpec]]] = [
        [("23 Gemeinden mit Vergleichslinien", samples.gemeinden()), ("Gruppiert", samples.grouped())],
        [
            ("Gestapelt", samples.grouped(6, mode="gestapelt")),
            ("100 %", samples.grouped(6, mode="prozent", series=4)),
            ("Stehend", replace(samples.gemeinden(8, hidden=(3,)), horizontal=False)),
        ],
        [
            ("Stehend 23", replace(samples.gemeinden(), horizontal=False)),
            ("Stehend gruppiert", samples.grouped(5, horizontal=False)),
            ("Stehend gestapelt", samples.grouped(7, horizontal=False, mode="gestapelt", series=4)),
        ],
        [
            ("Jahre", samples.years_line()),
            ("Monate", samples.months_line()),
            ("Fünf", samples.years_line(5, emphasis=False)),
        ],
        [("Pyramide ungleiche Gruppen", samples.pyramid(hidden=(3,))), ("Fünfjahresgruppen", samples.pyramid(five))],
        [("Einzelne Jahre", samples.pyramid(single_years)), ("Kachelkarte", samples.tile_map())],
        bad[:5],
        bad[5:8],
        bad[8:],
    ]
    real = ROOT.parent / "shared" / "realdata" / "geometrie"
    if real.is_dir():
        pages.append(
            [("VG5000", choropleth(real / "VG5000_GEM.shp", "06432", "© GeoBasis-DE / BKG 2021, Daten verändert"))]
        )
        pages.append(
            [
                (
                    "VG250",
                    choropleth(
                        real / "gemeinden_hessen_vg250.geojson", "06432", "© GeoBasis-DE / BKG 2013, Daten verändert"
                    ),
                )
            ]
        )
        pages.append(
            [
                (
                    "Hessen",
                    choropleth(
                        real / "gemeinden_hessen_vg250.geojson", "06", "© GeoBasis-DE / BKG 2013, Daten verändert"
                    ),
                )
            ]
        )
    return pages


def main() -> None:
    style = ChartStyle()
    pages = [[(title, draw(spec, width=WIDTH, style=style)) for title, spec in page] for page in cases()]
    write_pages(Path(sys.argv[1]), pages, style)


if __name__ == "__main__":
    main()
