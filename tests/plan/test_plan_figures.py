"""Every kind of chart can be had from a layout, shows what the register holds, and gives its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from plan_fakes import FakeEngine

from berichtsgenerator.charts import draw
from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.document.blocks import Document, Figure, Table
from berichtsgenerator.document.drawings import TextItem
from berichtsgenerator.document.graphics import (
    DotChart,
    FlowChart,
    HeatTable,
    LineChart,
    LorenzChart,
    MapChart,
    ScatterChart,
    SlopeChart,
    SmallMultiples,
    StripChart,
    WaterfallChart,
    data_of,
)
from berichtsgenerator.language.dates import SHORT_MONTHS
from berichtsgenerator.plan import PlannedDocument

Make = Callable[..., Document]
Plan = Callable[..., PlannedDocument]
HIDDEN = frozenset({("quote", "06999002"), ("bevoelkerung", "06999002")})
PLANTED = 87.6543
"""A value that nothing else in the small world comes near to."""

KINDS: dict[str, tuple[str, type]] = {
    "hantel": ("indikatoren: quote, zeit: [2015, letzte], referenzen: [kreis]", DotChart),
    "punkte": ("indikatoren: quote, intervall: ja, referenzen: [kreis, land]", DotChart),
    "steigung": ("indikatoren: quote, zeit: [2015, letzte], hervorheben: '06999001'", SlopeChart),
    "linienraster": ("indikatoren: quote, referenzen: kreis", SmallMultiples),
    "waermetabelle": ("indikatoren: quote, zeit: [2015, 2020, letzte], klassen: gleich", HeatTable),
    "streuung": ("indikatoren: [quote, bevoelkerung], referenzen: kreis", ScatterChart),
    "verteilung": ("indikatoren: quote, zaehlwort: Gemeinden, referenzen: kreis", StripChart),
    "lorenz": ("indikatoren: quote, zeit: [2015, letzte]", LorenzChart),
    "wasserfall": ("indikatoren: bevoelkerung, nach: geschlecht, zeit: [2015, letzte]", WaterfallChart),
    "fluss": ("indikatoren: bevoelkerung, nach: geschlecht", FlowChart),
}


def block(kind: str, options: str = "") -> str:
    return f"- diagramm: {{art: {kind}, {options or KINDS[kind][0]}}}"


OTHERS = {
    "balken": "- diagramm: {art: balken, indikatoren: quote, referenzen: kreis}",
    "gruppiert": "- diagramm: {art: balken, indikatoren: quote, zeit: [2015, letzte]}",
    "gestapelt": "- diagramm: {art: gestapelt, indikatoren: bevoelkerung, gebiete: gemeinden, nach: geschlecht, "
    "kategorien: gebiete}",
    "hundert": "- diagramm: {art: gestapelt, indikatoren: bevoelkerung, gebiete: gemeinden, nach: geschlecht, "
    "kategorien: gebiete, anteile: ja}",
    "linie": "- diagramm: {art: linie, indikatoren: quote, gebiete: gemeinden}",
    "karte": "- karte: {indikator: quote, klassen: {art: jenks, anzahl: 3}}",
    "gleich": "- karte: {indikator: quote, klassen: gleich}",
    "kreise": "- karte: {indikator: bevoelkerung, darstellung: kreise}",
}


def only_figure(document: Document) -> Figure:
    found = [item for item in document.body if isinstance(item, Figure)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_layout_makes_every_kind(kind: str, make: Make) -> None:
    """The chart is of its kind, holds values with their keys, is described and can be drawn."""
    figure = only_figure(make(block(kind)))
    assert isinstance(figure.chart, KINDS[kind][1])
    data = list(data_of(figure.chart))
    assert data and all(datum.key and datum.value is not None for datum in data)
    assert 40 < len(figure.alt) <= 500
    assert any(isinstance(item, TextItem) for item in draw(figure.chart, width=467).items)


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind != "wasserfall"), *OTHERS])
def test_hidden_numbers_are_nowhere_in_the_figure(kind: str, make: Make) -> None:
    """Neither the specification nor the alternative text nor the drawing depends on a protected value."""
    shown = []
    for planted in (PLANTED, 3.21):
        values = {("quote", "06999002"): planted, ("bevoelkerung", "06999002"): planted}
        body = OTHERS[kind] if kind in OTHERS else block(kind)
        figure = only_figure(make(body, engine=FakeEngine(values=values, hidden=HIDDEN)))
        hidden = [datum for datum in data_of(figure.chart) if "/06999002/" in datum.key]
        assert hidden and all(datum.value is None for datum in hidden)
        assert "87,7" not in figure.alt
        shown.append((figure.chart, figure.alt, draw(figure.chart, width=467)))
    assert shown[0] == shown[1]


def test_a_waterfall_with_a_hidden_step_is_not_chained(make: Make) -> None:
    """The place of the next step would tell the hidden one."""
    shown = []
    for planted in (1234.0, 99.0):
        engine = FakeEngine(values={("bevoelkerung", "06999002"): planted}, hidden=HIDDEN)
        body = "- diagramm: {art: wasserfall, indikatoren: bevoelkerung, gebiete: '06999002', nach: geschlecht, "
        figure = only_figure(make(body + "zeit: [2015, letzte]}", engine=engine))
        shown.append((figure.chart, figure.alt, draw(figure.chart, width=467)))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_stand_in_a_table(kind: str, make: Make) -> None:
    """Every number that is drawn stands in the table behind the chart."""
    body = f"standard: {{abbildungsdaten: dahinter}}\nkapitel:\n  - titel: A\n    inhalt:\n      {block(kind)}\n"
    document = make(body)
    figure = only_figure(document)
    table = next(item for item in document.body if isinstance(item, Table))
    assert figure.data_table == table.id
    printed = {cell.key for group in table.groups for row in group.rows for cell in row.cells}
    assert {datum.key for datum in data_of(figure.chart)} <= printed, figure.chart
    assert figure.data_words == f"Tabelle\u00a0{table.number}"  # typesetting links to it below the figure


def test_an_index_sets_one_time_to_a_hundred(make: Make, plan: Plan) -> None:
    """Indexed lines ask for the index of the register; its base must be among the times."""
    planned = plan("- diagramm: {art: linie, indikatoren: quote, gebiete: kreis, index: 2015}")
    keys = [key for _, key in planned.body[1].chart.series[0].points]
    assert {str(key.representation) for key in keys} == {"index:2015"}
    with pytest.raises(ConfigurationError, match="ein Index braucht seine Basis"):
        plan("- diagramm: {art: linie, indikatoren: quote, zeit: 2018..letzte, index: 2015}")


def test_a_band_lies_behind_the_lines(make: Make) -> None:
    """The ends of a band are numbers of the register too."""
    figure = only_figure(
        make(
            "- diagramm: {art: linie, indikatoren: quote, gebiete: kreis, "
            "baender: [{name: Land bis Bund, unten: {gebiet: land}, oben: {gebiet: bund}}]}"
        )
    )
    assert isinstance(figure.chart, LineChart)
    assert figure.chart.bands[0].name == "Land bis Bund" and len(figure.chart.bands[0].points) == 10
    assert all(datum.key for point in figure.chart.bands[0].points for datum in (point.low, point.high))
    assert "Als Band dahinter: Land bis Bund." in figure.alt


def test_counts_become_circles(make: Make, plan: Plan) -> None:
    """A count is drawn as circles; circles of a rate are refused."""
    figure = only_figure(make("- karte: {indikator: bevoelkerung, darstellung: kreise}"))
    assert isinstance(figure.chart, MapChart) and figure.chart.symbols and not figure.chart.bounds
    with pytest.raises(ConfigurationError, match="Kreise zeigen Anzahlen"):
        plan("- karte: {indikator: quote, darstellung: kreise}")


def test_a_finding_may_be_the_title(make: Make) -> None:
    """The statement is worded after protection; the subject follows below it."""
    figure = only_figure(
        make("- diagramm: {art: balken, indikatoren: quote, aussage: \"{{ befund('quote', art='stand') }}\"}")
    )
    assert "Arbeitslosenquote" in figure.title and "%" in figure.title and not figure.title.endswith(".")
    assert figure.subtitle.startswith("Arbeitslosenquote in den Gemeinden")


def test_the_alternative_text_can_be_written(make: Make) -> None:
    """An author's own alternative text stands as it is, with numbers from the register."""
    figure = only_figure(
        make("- diagramm: {art: balken, indikatoren: quote, alternativtext: \"Balken: {{ wert('quote') }}.\"}")
    )
    assert figure.alt.startswith("Balken: ") and figure.alt.endswith("%.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- diagramm: {art: hantel, indikatoren: quote}", "mindestens zwei Zeiten"),
        ("- diagramm: {art: streuung, indikatoren: quote}", "braucht zwei Indikatoren"),
        ("- diagramm: {art: lorenz, indikatoren: bevoelkerung}", "einen Anteil oder zwei Anzahlen"),
        ("- diagramm: {art: wasserfall, indikatoren: bevoelkerung}", "einen Bestand und seine Bewegungen"),
        ("- diagramm: {art: punkte, indikatoren: bevoelkerung, intervall: ja}", "nur zu Anteilen und Raten"),
        ("- diagramm: {art: torte, indikatoren: quote}", "art"),
    ],
)
def test_what_a_kind_cannot_show_is_said_with_its_place(text: str, message: str, plan: Plan) -> None:
    """A mistake names the line of the layout."""
    with pytest.raises(ConfigurationError, match=message) as caught:
        plan(text)
    assert "probe.yaml:" in str(caught.value)


def test_own_alternative_texts_that_are_too_long_are_told_together(make: Make) -> None:
    """A text is never cut silently; its length is known only with its numbers."""
    text = "Balken der Gemeinden. " * 30
    one, two = (f"- diagramm: {{art: balken, indikatoren: quote, alternativtext: '{word} {text}'}}" for word in "AB")
    with pytest.raises(ConfigurationError) as caught:
        make(f"kapitel:\n  - titel: A\n    inhalt:\n      {one}\n      {two}\n")
    found = caught.value.diagnostics
    assert [item.code for item in found] == ["alternativtext-lang"] * 2
    assert "661 Zeichen, höchstens 500" in found[0].message
    assert found[0].place.line < found[1].place.line


def test_months_of_several_years_stand_as_a_calendar(make: Make) -> None:
    """The table of a monthly line has a row for each year and a column for each month, none of them lost."""
    line = "- diagramm: {art: linie, indikatoren: monatlich, gebiete: [kreis, land]}"
    document = make(f"standard: {{abbildungsdaten: dahinter}}\nkapitel:\n  - titel: A\n    inhalt:\n      {line}\n")
    table = next(item for item in document.body if isinstance(item, Table))
    assert [cell.text for cell in table.head[0]] == list(SHORT_MONTHS)
    years = [row.stub for row in table.groups[0].rows]
    assert years == sorted(years) and len(years) == 2
    for group in table.groups:
        for row in group.rows:
            months = [place for place, cell in enumerate(row.cells, 1) if cell.key]
            assert all(f"-{month:02d}/" in str(row.cells[month - 1].key) for month in months)
    printed = {cell.key for group in table.groups for row in group.rows for cell in row.cells if cell.key}
    assert {datum.key for datum in data_of(only_figure(document).chart)} <= printed


def test_a_repeated_figure_links_to_the_table_of_its_own_turn(make: Make) -> None:
    """In a repetition ``daten`` means the table of the same area."""
    document = make(
        "- gruppe:\n"
        "    inhalt:\n"
        "      - zeittabelle: {id: tab, indikatoren: quote}\n"
        "      - diagramm: {art: linie, indikatoren: quote, gebiete: gebiet, daten: tab}\n"
        "  wiederholen: {ueber: gemeinden}"
    )
    linked = [item.data_table for item in document.body if isinstance(item, Figure)]
    assert linked == [item.id for item in document.body if isinstance(item, Table)] and len(set(linked)) == 3
    assert all(item.data_words.startswith("Tabelle") for item in document.body if isinstance(item, Figure))
