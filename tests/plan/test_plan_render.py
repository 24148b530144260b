"""Rendering prints what the protected register holds, with marks, legends, notes and sources, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from plan_fakes import PROJECT, TABLE, FakeEngine, context, register, write_project

from berichtsgenerator.diagnostics import DisclosureError
from berichtsgenerator.document.blocks import (
    Block,
    Document,
    Figure,
    KeyFigures,
    ListBlock,
    Paragraph,
    Table,
)
from berichtsgenerator.document.inline import Footnote, Number, Text
from berichtsgenerator.language.classes import breaks
from berichtsgenerator.plan import render, resolve

Make = Callable[..., Document]
HIDDEN = FakeEngine(hidden=frozenset({("quote", "06999002")}))


def of(document: Document, kind: type[Block]) -> list[Block]:
    return [block for block in document.body if isinstance(block, kind)]


def words(document: Document) -> str:
    """Every string of a document."""
    found: list[str] = []

    def visit(item: object) -> None:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, tuple | list):
            for part in item:
                visit(part)
        elif is_dataclass(item):
            for part in fields(item):
                visit(getattr(item, part.name))

    visit(document)
    return "\n".join(found)


def text_of(paragraph: Block) -> str:
    return "".join(piece.text for piece in paragraph.content if hasattr(piece, "text"))


def test_numbers_in_texts_carry_unit_and_key(make: Make) -> None:
    document = make("- text: \"Es sind **{{ wert('quote') }}**, ohne Einheit {{ wert('quote', einheit=false) }}.\"")
    paragraph = of(document, Paragraph)[0]
    numbers = [piece for piece in paragraph.content if isinstance(piece, Number)]
    assert [(n.text, n.bold, n.key) for n in numbers] == [
        ("8,7\u00a0%", True, "quote/06999/2024/-/wert"),
        ("8,7", False, "quote/06999/2024/-/wert"),
    ]


def test_all_functions_of_texts(make: Make) -> None:
    document = make("""\
- text: |
    {{ differenz("quote", "06999001") }}; {{ differenz("quote", "06999001", zu=land, vorzeichen=true) }};
    {{ veraenderung("quote", seit="2015") }}; {{ veraenderung("bevoelkerung", seit="2015", prozent=true) }};
    {{ verhaeltnis("quote", "06999001", zu="land") }};
    {{ wert("bevoelkerung", kreis, zeit="2015", geschlecht="weiblich") }};
    {{ name(gebiet) }}; {{ name("land") }}; {{ zeit("monatlich") }}; {{ titel("quote") }}; {{ einheit("quote") }};
    {{ anzahl_gemeinden() }}; {% if verfuegbar("leer") %}da{% else %}fehlt{% endif %};
    {% if verfuegbar("nur_kreis", ebene="gemeinde") %}da{% else %}nicht{% endif %}; {{ kreis.wo }}; {{ land.wessen }}
""")
    assert text_of(of(document, Paragraph)[0]).replace("\u00a0", " ").replace("\u202f", " ").split("; ") == [
        "−1,4 Prozentpunkte", "+1,4 Prozentpunkte", "0,9 Prozentpunkte", "3 %", "1,3", "150 000 Personen",
        "Landkreis Beispielen", "Hessen", "Dezember 2024", "Arbeitslosenquote", "%", "drei", "fehlt", "nicht",
        "im Landkreis Beispielen", "von Hessen",
    ]  # fmt: skip


def test_findings_become_sentences_after_protection(make: Make) -> None:
    body = """\
- text: '{{ befund("quote") }}'
- text: '{{ befund("quote", "06999001", art="vergleich") }}'
- text: '{{ befund("quote", art="extreme") }}'
- text: '{{ befund("quote", "06999002") }}'
- text: '{{ befund("anteil", art="veraenderung", seit="2015") }}'
- text: '{{ befund("quote", art="veraenderung", seit="2015") }}'
"""
    texts = [text_of(block).replace("\u00a0", " ") for block in of(make(body, HIDDEN), Paragraph)]
    assert "8,7 %" in texts[0]
    assert "unter dem Wert für den Landkreis Beispielen" in texts[1] and "Prozentpunkte" in texts[1]
    assert "Zeheim" in texts[2] and "Für eine Gemeinde wird der Wert" in texts[2]
    assert "Geheimhaltung" in texts[3]
    assert "0,8 Prozentpunkte" in texts[4]
    assert "bricht (neue Abgrenzung)" in texts[5]


def test_hidden_values_are_nowhere_in_the_document(make: Make) -> None:
    """Not in a table, chart, text, alternative text, note or length of a bar."""
    secret = FakeEngine({("quote", "06999002"): 77.123}, hidden=frozenset({("quote", "06999002")}))
    body = """\
- text: '{{ wert("quote", "06999002") }} {{ befund("quote", art="extreme") }} {{ differenz("quote", "06999002") }}'
- vergleichstabelle: {spalten: [{indikator: quote, balken: ja, zusatz: [differenz_land]}], sortierung: wert}
- diagramm: {art: balken, indikatoren: quote}
- karte: quote
- kennzahlen: [{indikator: quote, gebiet: "06999002"}]
"""
    document = make(body, secret)
    assert "77" not in words(document)
    table = of(document, Table)[0]
    hidden = next(row for group in table.groups for row in group.rows if row.stub == "Bedorf")
    assert next((cell.text, cell.spoken, cell.look.bar) for cell in hidden.cells) == ("•", "geheim gehalten", None)
    assert "[geheim gehalten]" in words(document)
    for figure in of(document, Figure):
        values = [bar.data[0].value for bar in figure.chart.bars] if hasattr(figure.chart, "bars") else []
        assert 77.123 not in values
    assert table.groups[0].rows[-1].stub == "Bedorf"  # hidden values sort last


def test_a_legend_explains_the_marks_used_and_no_others(make: Make) -> None:
    document = make(
        "- vergleichstabelle: {spalten: [quote]}\n- zeittabelle: {indikatoren: quote, zeit: 2015..2016}", HIDDEN
    )
    first, second = of(document, Table)
    assert first.legend == (("•", "geheim gehalten"),)
    assert second.legend == ()


def test_source_lines_name_publisher_table_and_stand(make: Make) -> None:
    document = make("- vergleichstabelle: {spalten: [bevoelkerung]}\n- vergleichstabelle: {spalten: [quote]}")
    lines = [table.source for table in of(document, Table)]
    assert lines == [
        "Quelle: Statistisches Landesamt, Tabelle 12411-02-03-4, Stand 10.10.2024",
        "Quelle: Statistisches Landesamt, Tabelle 12411-02-03-4, Stand 10.10.2024; eigene Berechnung",
    ]


def test_sample_data_are_marked_on_every_page(make: Make) -> None:
    body = "- vergleichstabelle: {spalten: [bevoelkerung]}"
    document = make(body, FakeEngine(sample=True))
    assert document.banner == "Musterdaten – keine amtlichen Ergebnisse"
    assert "Musterdaten" in of(document, Table)[0].source
    assert make(body).banner == ""


def test_the_internal_edition_says_so(tmp_path: Path) -> None:
    layout = write_project(
        tmp_path,
        "produkt: p\ntitel: t\nkapitel: [{titel: a, inhalt: [{text: x}]}]\n",
        project=PROJECT + "ausgabe: intern\n",
    )
    planned = resolve(layout, context(tmp_path))
    document = render(planned, register(planned.requests, FakeEngine()))
    assert "Interne Ausgabe" in document.banner
    assert document.title_page is not None and any("Interne" in line for line in document.title_page.lines)


def test_breaks_and_reference_dates_stand_under_the_table(make: Make) -> None:
    table = of(make("- zeittabelle: {indikatoren: quote, gebiete: kreis}"), Table)[0]
    assert table.notes == ("Zeitbezug: 31. Dezember.", "Quote: Bruch in der Zeitreihe ab 2023 (neue Abgrenzung).")
    assert [row.cells[0].look.mark for row in table.groups[0].rows if row.cells[0].look.mark] == ["|"]


def test_population_bases_side_by_side_are_said(tmp_path: Path) -> None:
    class Bases(FakeEngine):
        def evaluate(self, key):
            entry = super().evaluate(key)
            base = "Zensus 2011" if key.period.year < 2022 else "Zensus 2022"
            parts = tuple(replace(part, population_base=base) for part in entry.provenance.components)
            return replace(entry, provenance=replace(entry.provenance, components=parts))

    layout = write_project(
        tmp_path, "produkt: p\ntitel: t\nkapitel: [{titel: a, inhalt: [{zeittabelle: {indikatoren: anteil}}]}]\n"
    )
    engine = Bases()
    planned = resolve(layout, context(tmp_path, engine))
    table = of(render(planned, register(planned.requests, engine)), Table)[0]
    assert any("Zensus 2011 (2015–2021), Zensus 2022 (2022–2023)" in note for note in table.notes)


def test_missing_values_keep_their_cell_and_say_why(make: Make) -> None:
    """A period that one of two indicators lacks keeps its row; the reason stands below."""
    table = of(make("- zeittabelle: {indikatoren: [quote, anteil], spalten: indikatoren, gebiete: kreis}"), Table)[0]
    assert [cell.text for cell in table.groups[0].rows[-1].cells] == ["8,7", "□"]
    assert "Die Lieferung fehlt." in table.notes


def test_key_figures_have_at_most_three_comparisons(make: Make) -> None:
    figures = of(
        make("- kennzahlen: [{indikator: quote, vergleiche: [land, vorjahr, {gebiet: bund, differenz: ja}]}]"),
        KeyFigures,
    )[0]
    item = figures.items[0]
    assert (item.label, item.value.text, item.unit) == ("Quote, 31.12.2024", "8,7", "%")
    lines = ["".join(piece.text for piece in line) for line in item.comparisons]
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Hessen: 5,9 %",
        "31.12.2023: 8,6 %",
        "gegenüber Deutschland: 0,0 Prozentpunkte",
    ]


def test_markdown_becomes_lists_quotes_footnotes_and_links(make: Make) -> None:
    document = make("""\
- text: |
    Ein *kursives* Wort^[Fußnote mit {{ wert("quote") }}] und [Netz](https://example.org).

    1. eins
    2. zwei
       - innen

    > Zitat
""")
    paragraph = of(document, Paragraph)[0]
    assert Text("kursives", italic=True) in paragraph.content
    assert any(isinstance(piece, Footnote) and isinstance(piece.content[1], Number) for piece in paragraph.content)
    assert Text("Netz", link="https://example.org") in paragraph.content
    block = of(document, ListBlock)[0]
    assert block.ordered and isinstance(block.items[1][1], ListBlock)
    assert of(document, Paragraph)[1].style.value == "zitat"


def test_values_cannot_act_as_markup(make: Make) -> None:
    """Markdown is read before numbers are known."""
    document = make("- text: '*{{ wert(\"quote\") }}* {{ gebiet.name }}'")
    assert [type(piece).__name__ for piece in of(document, Paragraph)[0].content] == ["Number", "Text"]


def test_a_text_table_keeps_the_key_of_its_numbers(make: Make) -> None:
    table = of(
        make(
            "- texttabelle: {titel: Ziele, spalten: [Ziel, Stand], zeilen: [[A, \"{{ wert('quote') }}\"], [B, Text]]}"
        ),
        Table,
    )[0]
    cells = [row.cells[0] for row in table.groups[0].rows]
    assert [(cell.text, cell.key) for cell in cells] == [("8,7\u00a0%", "quote/06999/2024/-/wert"), ("Text", "")]
    assert table.source.startswith("Quelle: Statistisches Landesamt")
    assert sum(table.text_shares) + table.stub_share == pytest.approx(1)


def test_annexes_list_definitions_sources_marks_and_gaps(make: Make) -> None:
    document = make("""\
kapitel: [{titel: A, inhalt: [{vergleichstabelle: {spalten: [quote]}}, {zeittabelle: {indikatoren: leer}}]}]
anhaenge:
  - titel: Anhang
    inhalt:
      - anhang: definitionen
      - anhang: quellen
      - anhang: zeichen
      - anhang: luecken
      - anhang: {teil: glossar, begriffe: [{begriff: Quote, erklaerung: Anteil.}, {begriff: Äpfel, erklaerung: Obst.}]}
""", HIDDEN)  # fmt: skip
    found = {table.title: table for table in of(document, Table) if not table.number}
    assert list(found) == [
        "Verwendete Indikatoren",
        "Verwendete Datenquellen",
        "Zeichenerklärung",
        "Nicht enthaltene Angaben",
        "Glossar",
    ]
    assert [row.stub for row in found["Verwendete Indikatoren"].groups[0].rows] == ["Arbeitslosenquote"]
    assert [row.stub for row in found["Zeichenerklärung"].groups[0].rows] == ["•"]
    assert [row.stub for row in found["Glossar"].groups[0].rows] == ["Äpfel", "Quote"]
    gaps = found["Nicht enthaltene Angaben"].groups
    assert [(group.label, [row.cells[1].text for row in group.rows]) for group in gaps] == [
        ("1 A", ["Es fehlt eine Lieferung zu: Haushalte mit Wohngeld."])
    ]
    sources = found["Verwendete Datenquellen"].groups[0]
    assert (sources.label, sources.rows[0].stub) == (TABLE.publisher, "12411-02-03-4: Bevölkerung")


def test_symbols_follow_the_profile(tmp_path: Path) -> None:
    layout = write_project(
        tmp_path, "produkt: p\ntitel: t\nkapitel: [{titel: a, inhalt: [{vergleichstabelle: {spalten: [quote]}}]}]\n",
        project=PROJECT + "zeichenprofil: buchstaben\n",
    )  # fmt: skip
    planned = resolve(layout, context(tmp_path, HIDDEN))
    table = of(render(planned, register(planned.requests, HIDDEN)), Table)[0]
    assert table.legend == (("g", "geheim gehalten"),)


def test_a_number_that_protection_has_not_seen_is_refused(plan: Callable[..., object]) -> None:
    planned = plan("- zeittabelle: {indikatoren: quote}")
    other = plan("- zeittabelle: {indikatoren: anteil}")
    with pytest.raises(DisclosureError, match="nicht durch die Geheimhaltung"):
        render(planned, register(other.requests, FakeEngine()))


def test_rendering_is_reproducible(make: Make) -> None:
    body = (
        "- vergleichstabelle: {spalten: [quote, bevoelkerung]}\n- "
        'karte: quote\n- text: \'{{ befund("quote", art="extreme") }}\''
    )
    assert make(body) == make(body)


@pytest.mark.parametrize(
    ("method", "count", "given", "expected"),
    [
        ("quantile", 2, (), (3.0, 4.1)),
        ("quantile", 9, (), (2.0, 3.0, 4.0, 4.1)),
        ("gleich", 3, (), (2.0, 3.0, 4.1)),
        ("gegeben", 5, (2.5, 3.5, 10), (2.5, 3.5, 10)),
    ],
)
def test_classes_of_maps_hold_all_values_and_none_is_empty(
    method: str, count: int, given: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    values = [1.0, 2.0, 3.0, 4.0]
    bounds = breaks(values, method=method, count=count, decimals=1, given=given)
    assert bounds == expected
    assert all(value < bounds[-1] for value in values)
    assert breaks([], method=method, count=count, decimals=1, given=given) == given


def test_a_text_may_name_the_sources_and_the_day_of_a_number(make: Make) -> None:
    table = of(
        make(
            "- texttabelle: {titel: Bedarf, spalten: [Indikator, Stichtag, Quelle], zeilen: "
            "[[Quote, \"{{ stichtag('quote') }}\", \"{{ quelle('quote') }}\"]]}"
        ),
        Table,
    )[0]
    dated, sources = table.groups[0].rows[0].cells
    assert dated.text == "31.12.2024"
    assert sources.text.startswith("Statistisches Landesamt")
    assert "Stand" not in sources.text
