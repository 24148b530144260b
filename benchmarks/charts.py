"""Time and size of charts: ``python benchmarks/charts.py [--json OUT.json]``.

Each kind is drawn some times; the median of the processor time is set against two ways of matplotlib's own in the same
run: ``savefig`` as PDF with embedded TrueType fonts of the same sheet, and of the chart as it is usually made (axes,
ticks, legend or labels, the document's typeface). Limits hold for the former, the stricter one. Ratios count, absolute
times are those of the machine. At the end a document of 300 charts is set, with and without them: bytes a chart, fonts.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "charts"))

import charts_samples as samples  # noqa: E402
from chart_gallery import choropleth  # noqa: E402

from berichtsgenerator.charts import ChartStyle, draw, draw_sheet  # noqa: E402
from berichtsgenerator.document.drawings import Drawing, PathItem  # noqa: E402
from berichtsgenerator.document.graphics import Bar, BarChart, ChartSpec, LineChart  # noqa: E402

WIDTH = 467.0
ROUNDS = 15


def median(action: Callable[[], object], rounds: int) -> float:
    """Median milliseconds of an action, after one round that fills the caches."""
    action()
    found = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found)


def pdf_of(figure: Figure) -> None:
    with matplotlib.rc_context():
        matplotlib.rcParams["pdf.fonttype"] = 42
        FigureCanvasPdf(figure).print_pdf(io.BytesIO())


def usual(spec: ChartSpec) -> Figure | None:
    """The chart as matplotlib's users make it: axes, ticks, labels."""
    figure = Figure(figsize=(6.5, 4.5))
    axes = figure.subplots()
    if isinstance(spec, BarChart) and spec.mode == "einzeln":
        drawn = axes.barh([bar.label for bar in spec.bars], [bar.data[0].value or 0 for bar in spec.bars])
        axes.bar_label(drawn, [bar.data[0].label for bar in spec.bars])
        for line in spec.references:
            axes.axvline(line.datum.value or 0, label=line.label)
    elif isinstance(spec, LineChart):
        for series in spec.series:
            values = [float("nan") if point.datum.value is None else point.datum.value for point in series.points]
            axes.plot([point.x for point in series.points], values, label=series.name)
    else:
        return None
    axes.legend()
    return figure


def size_of(drawing: Drawing) -> int:
    """Bytes that a drawing adds to a page, compressed (text as its operators)."""
    stream = b"".join(
        item.operators
        if isinstance(item, PathItem)
        else b"BT /F1 %.2f Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n"
        % (item.size, item.x, item.y, item.text.encode("utf-16-be"))
        for item in drawing.items
    )
    return len(zlib.compress(stream))


def bars(count: int) -> BarChart:
    """Bars over so many Gemeinden, with reference lines."""
    base = samples.gemeinden()
    more = tuple(
        Bar(f"Gemeinde {index}", (samples.datum(samples.wave(index, 2, 12)),))
        for index in range(count - len(base.bars))
    )
    return replace(base, bars=(*base.bars, *more))


LIMITS = {
    "Balken, 25 Gemeinden": 0.4,
    "Linien, Jahre": 0.25,
    "Linien, Monate": 0.25,
    "Kleine Diagramme, 23": 0.35,
    "Karte, 426 Gemeinden": 0.4,
}
"""The largest ratio to ``savefig`` of the same sheet."""


def document(charts: int) -> bytes:
    """A finished PDF with so many different charts, one after the other."""
    from berichtsgenerator.document.blocks import Document, Figure, Heading
    from berichtsgenerator.document.pages import Metadata
    from berichtsgenerator.pdf import finish
    from berichtsgenerator.typesetting import typeset
    from berichtsgenerator.typesetting.text.style import HouseStyle

    chart_style = ChartStyle()
    made: list[ChartSpec] = []
    for index in range(charts):
        base = samples.gemeinden(emphasis=index % 23)
        shifted = tuple(
            replace(bar, data=(samples.datum(samples.wave(index * 31 + place, 2, 12)),))
            for place, bar in enumerate(base.bars)
        )
        lines = samples.years_line(1 + index % 5)
        made.append(replace(base, bars=shifted) if index % 2 else replace(lines, unit=f"je {index} Personen"))
    blocks = [Heading("kapitel", 1, "1", "Diagramme", "Diagramme")]
    blocks += [
        Figure(f"abb-{index}", f"1.{index + 1}", f"Diagramm {index + 1}", chart, f"Diagramm {index + 1}.")
        for index, chart in enumerate(made)
    ]
    text = Document("Probe", "", "Kreis", (), None, (), tuple(blocks))
    drawn = {id(chart): draw(chart, width=WIDTH, style=chart_style) for chart in made}
    result = typeset(text, style=HouseStyle(), drawings=lambda figure, _width: drawn[id(figure.chart)])
    return finish(result, Metadata(title="Probe", author="Kreis"))


def fonts(content: bytes) -> int:
    """Number of font programs in a PDF."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return sum(isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item for item in pdf.objects)


def specs() -> dict[str, ChartSpec]:
    found: dict[str, ChartSpec] = {
        "Balken, 25 Gemeinden": bars(25),
        "Balken gruppiert": samples.grouped(),
        "100 %": samples.grouped(mode="prozent", series=4),
        "Linien, Jahre": samples.years_line(),
        "Linien, Monate": samples.months_line(),
        "Pyramide": samples.pyramid(),
        "Kachelkarte": samples.tile_map(),
        "Kleine Diagramme, 23": samples.panels(),
        "Hanteln, 23": samples.dumbbells(),
        "Wärmetabelle, 23 × 8": samples.heat(),
        "Streudiagramm, 23": samples.scatter(),
        "Übergänge": samples.transitions(),
    }
    real = ROOT.parent / "shared" / "realdata" / "geometrie" / "gemeinden_hessen_vg250.geojson"
    if real.is_file():
        credit = "© GeoBasis-DE / BKG 2013, Daten verändert"
        found["Karte, 23 Gemeinden"] = choropleth(real, "06432", credit)
        found["Karte, 426 Gemeinden"] = choropleth(real, "06", credit)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    style = ChartStyle()
    rows = []
    print(f"{'Art':24}{'ms':>8}{'PDF ms':>9}{'Anteil':>8}{'üblich ms':>11}{'Anteil':>8}{'Bytes':>8}")
    for name, spec in specs().items():
        own = median(lambda spec=spec: draw(spec, width=WIDTH, style=style), ROUNDS)  # type: ignore[misc]
        same = median(lambda spec=spec: pdf_of(draw_sheet(spec, width=WIDTH, style=style).figure), 3)  # type: ignore[misc]
        common = None
        if usual(spec) is not None:
            common = median(lambda spec=spec: pdf_of(usual(spec) or Figure()), 3)  # type: ignore[misc]
        size = size_of(draw(spec, width=WIDTH, style=style))
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"  Grenze {limit:.2f}: {'gehalten' if own / same <= limit else 'VERFEHLT'}"
        rows.append({"art": name, "ms": own, "pdf_ms": same, "ueblich_ms": common, "bytes": size})
        usual_text = f"{common:11.1f}{own / common:8.2f}" if common else f"{'':19}"
        print(f"{name:24}{own:8.1f}{same:9.1f}{own / same:8.2f}{usual_text}{size:8}{verdict}")
    with_charts, without = document(300), document(2)
    each = (len(with_charts) - len(without)) / 298
    print(f"\n300 Diagramme in einem Dokument: {each:.0f} Bytes je Diagramm (Grenze 5000),", end=" ")
    print(f"Schriften {fonts(with_charts)} (mit 2 Diagrammen {fonts(without)})")
    rows.append({"art": "Dokument", "bytes_je_diagramm": each, "schriften": fonts(with_charts)})
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
