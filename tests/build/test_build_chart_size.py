"""Charts share the document's fonts and cost little."""

from __future__ import annotations

import io

import pikepdf

from berichtsgenerator.charts import ChartStyle, draw
from berichtsgenerator.document.blocks import Document, Figure, Heading, Paragraph
from berichtsgenerator.document.graphics import Bar, BarChart, Datum, LineChart, LinePoint, Series
from berichtsgenerator.document.inline import Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.pdf import finish
from berichtsgenerator.typesetting import typeset
from berichtsgenerator.typesetting.text.style import HouseStyle

NAMES = [f"Gemeinde {name}" for name in "ABCDEFGHIJKLMNOPQRSTUVW"]


def datum(value: float) -> Datum:
    return Datum(value, format_number(value, 1))


def chart(index: int) -> BarChart | LineChart:
    if index % 2:
        bars = tuple(Bar(name, (datum((index * 7 + place * 13) % 97 / 7),)) for place, name in enumerate(NAMES))
        return BarChart(bars, ("2024",), "Prozent")
    series = tuple(
        Series(name, tuple(LinePoint(2010.0 + year, datum((index + year * 5 + place) % 23)) for year in range(15)))
        for place, name in enumerate(NAMES[:3])
    )
    return LineChart(series, "Prozent")


def made(count: int) -> bytes:
    style = ChartStyle()
    letters = "".join(chr(code) for code in range(33, 127)) + "äöüÄÖÜß–−,·\u202f"
    blocks = [Heading("k", 1, "1", letters, "Probe"), Paragraph((Text(letters), Text(letters, bold=True)))]
    blocks += [Figure(f"abb-{index}", f"{index + 1}", "Titel", chart(index), "Text.") for index in range(count)]
    document = Document("Probe", "", "Kreis", (), None, (), tuple(blocks))
    result = typeset(
        document, style=HouseStyle(), drawings=lambda figure, width: draw(figure.chart, width=width, style=style)
    )
    return finish(result, Metadata(title="Probe", author="Kreis"))


def fonts(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return sum(isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item for item in pdf.objects)


def test_charts_add_little_and_no_font() -> None:
    """Less than 5 kB a chart, and as many font programs with charts as with one."""
    few, many = made(1), made(31)
    assert (len(many) - len(few)) / 30 < 5000
    assert fonts(many) == fonts(few)
