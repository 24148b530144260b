"""Planning requests every number, numbers every block and records what the data do not give, seeing no value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plan_fakes import FakeEngine

from berichtsgenerator.diagnostics import ConfigurationError, Severity
from berichtsgenerator.document.blocks import Heading
from berichtsgenerator.plan import PlannedDocument
from berichtsgenerator.plan.planned.document import PlannedNote
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import PlannedParagraph
from berichtsgenerator.plan.planned.tables import PlannedTable
from berichtsgenerator.plan.tables.cells import head_of

Plan = Callable[..., PlannedDocument]


def keys(planned: PlannedDocument) -> list[str]:
    return [str(key) for key in planned.requests]


def tables(planned: PlannedDocument) -> list[PlannedTable]:
    return [block for block in planned.body if isinstance(block, PlannedTable)]


def findings(plan: Plan, body: str, **options: object) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        plan(body, **options)
    return [f"{item.place.line} {item.message} {item.advice}".rstrip() for item in caught.value.diagnostics]


# comparison tables ---


def test_a_comparison_table_asks_for_every_area_and_column(plan: Plan) -> None:
    planned = plan("- vergleichstabelle: {id: t, spalten: [quote]}")
    assert keys(planned) == [
        f"quote/{area}/2024/-/wert" for area in ("06", "06999", "06999001", "06999002", "06999003", "DG")
    ]
    table = tables(planned)[0]
    assert (table.number, table.title) == ("1.1", "Arbeitslosenquote in den Gemeinden des Landkreises Beispielen, 2024")
    assert [(group.label, [row.stub for row in group.rows]) for group in table.groups] == [
        ("Gemeinden", ["Ahausen", "Bedorf", "Zeheim"]),
        ("Zum Vergleich", ["Landkreis Beispielen", "Hessen", "Deutschland"]),
    ]
    assert planned.requests.places(next(iter(planned.requests))) == ("probe: Tabelle 1.1",)


def test_columns_carry_their_own_last_period_when_they_differ(plan: Plan) -> None:
    """The year moves from the caption into the head as soon as it is not the same for all columns."""
    table = tables(plan("- vergleichstabelle: {spalten: [quote, anteil]}"))[0]
    assert [cell.text for cell in table.head[1]] == ["2024", "2023"]
    same = tables(plan("- vergleichstabelle: {spalten: [quote]}"))[0]
    assert [[cell.text for cell in row] for row in same.head] == [["Quote"]]
    assert same.head[0][0].unit == "%"


def test_extra_columns_compare_only_what_can_be_compared(plan: Plan) -> None:
    planned = plan(
        "- vergleichstabelle:\n    vergleich: [kreis, bund]\n    spalten:\n"
        "      - {indikator: quote, zusatz: [differenz_kreis, "
        "verhaeltnis_land, rang], veraenderung_seit: 2020, in_prozent: ja}"
    )
    wanted = keys(planned)
    assert "quote/06999001/2024/-/differenz:06999" in wanted
    assert "quote/06999001/2024/-/veraenderung_prozent:2020" in wanted
    assert "quote/06999/2024/-/verhaeltnis:06" in wanted
    assert not [
        key
        for key in wanted
        if key.startswith(("quote/06999/2024/-/differenz", "quote/DG/2024/-/verh", "quote/06999/2024/-/rang"))
    ]
    head = tables(planned)[0].head
    assert [cell.text for cell in head[1]] == [
        "Anteil",
        "Differenz zum Kreis",
        "Verhältnis zum Land",
        "Rang",
        "Veränderung seit 2020",
    ]


def test_a_column_without_data_is_left_out_and_said_under_the_table(plan: Plan) -> None:
    planned = plan("- vergleichstabelle: {spalten: [quote, nur_kreis]}")
    table = tables(planned)[0]
    assert len(table.columns) == 1
    assert [(gap.section, gap.subject) for gap in planned.gaps] == [("1 Kapitel", "Pflegequote")]
    assert "auf Gemeindeebene keine Angaben" in planned.gaps[0].reason
    assert any(
        "Nicht enthalten, weil Angaben fehlen: Pflegequote." in piece.text for note in table.notes for piece in note
    )


def test_columns_split_by_a_breakdown(plan: Plan) -> None:
    planned = plan(
        "- vergleichstabelle: {zeilen: kreis, vergleich: [], spalten: [{indikator: bevoelkerung, nach: geschlecht}]}"
    )
    assert sorted(keys(planned)) == [
        "bevoelkerung/06999/2024/-/wert",
        "bevoelkerung/06999/2024/geschlecht=männlich/wert",
        "bevoelkerung/06999/2024/geschlecht=weiblich/wert",
    ]
    assert [cell.text for cell in tables(planned)[0].head[1]] == ["männlich", "weiblich", "insgesamt"]


# other tables ---


def test_a_time_table_has_a_row_per_period_and_a_change_column(plan: Plan) -> None:
    table = tables(plan("- zeittabelle: {indikatoren: quote, gebiete: [gebiet, land], zeit: 2020..letzte}"))[0]
    assert [row.stub for row in table.groups[0].rows] == ["2020", "2021", "2022", "2023", "2024"]
    assert table.title == "Arbeitslosenquote im Landkreis Beispielen und in Hessen, 2020–2024"
    turned = plan(
        "- zeittabelle: {indikatoren: [quote, anteil], zeilen: indikatoren, "
        "spalten: zeiten, zeit: '2021..2023', veraenderung_seit: 2021}"
    )
    assert [cell.text for cell in tables(turned)[0].head[0]] == ["2021", "2022", "2023", "Veränderung seit 2021"]
    assert "anteil/06999/2023/-/veraenderung:2021" in keys(turned)


def test_a_breakdown_table_takes_the_finest_ages_that_do_not_overlap(plan: Plan) -> None:
    table = tables(plan("- gliederungstabelle: {indikator: bevoelkerung, zeilen: alter, spalten: geschlecht}"))[0]
    assert [row.stub for row in table.groups[0].rows] == [
        "unter 6 Jahre",
        "6 bis unter 18 Jahre",
        "18 Jahre und mehr",
        "Insgesamt",
    ]
    assert [cell.text for cell in table.head[0]] == ["männlich", "weiblich", "Insgesamt"]
    assert table.subtitle == "Personen"


def test_months_and_years_do_not_share_a_table(plan: Plan) -> None:
    assert (
        "verschiedene Zeitarten"
        in findings(plan, "- zeittabelle: {indikatoren: [quote, monatlich], spalten: indikatoren}")[0]
    )


# charts ---


def test_a_bar_chart_draws_lines_for_its_references(plan: Plan) -> None:
    planned = plan("- diagramm: {art: balken, indikatoren: quote, referenzen: [kreis, land]}")
    figure = planned.body[1]
    assert isinstance(figure, PlannedFigure)
    assert figure.number == "1.1"
    assert [label for label, _ in figure.chart.references] == ["Landkreis Beispielen", "Hessen"]


def test_events_lie_on_the_axis_of_years_at_their_share_of_the_year(plan: Plan) -> None:
    """A year's value stands at the whole number, so 22 March 2020 lies a little before it."""
    body = "- diagramm: {art: linie, indikatoren: quote, ereignisse: [corona, {datum: 1990-01-01, name: früher}]}"
    events = plan(body).body[1].chart.events
    assert [name for _, name in events] == ["Lockdown"]
    assert 2019.7 < events[0][0] < 2019.75


def test_a_pyramid_needs_age_and_sex(plan: Plan) -> None:
    chart = plan("- diagramm: {art: pyramide, indikatoren: bevoelkerung, vergleich: {zeit: 2015}}").body[1].chart
    assert [(age.lower, age.upper) for age in chart.ages] == [(0, 6), (6, 18), (18, None)]
    assert chart.ages[0].left_compared.period.iso == "2015"
    assert "Alter und Geschlecht" in findings(plan, "- diagramm: {art: pyramide, indikatoren: quote}")[0]


def test_counts_are_not_mapped_and_units_are_not_mixed(plan: Plan) -> None:
    found = findings(
        plan, "- karte: bevoelkerung\n- diagramm: {art: balken, indikatoren: [quote, bevoelkerung], gebiete: kreis}"
    )
    assert "zeigt Anteile und Raten" in found[0]
    assert "verschiedene Einheiten: quote (%), bevoelkerung (Personen)" in found[1]


def test_a_chart_shows_two_things_at_once_at_most(plan: Plan) -> None:
    found = findings(
        plan,
        "- diagramm: {art: saeulen, indikatoren: bevoelkerung, "
        "gebiete: [kreis, land], zeit: [2015, letzte], nach: geschlecht}",
    )
    assert "höchstens zwei Dinge" in found[0]


def test_every_chart_gets_its_numbers_in_an_annex(plan: Plan) -> None:
    planned = plan("kapitel:\n  - titel: A\n    inhalt:\n      - diagramm: {id: abb, art: linie, indikatoren: quote}\n")
    figure, heading, table = planned.body[1], planned.body[2], planned.body[3]
    assert isinstance(heading, Heading) and (heading.number, heading.text) == ("A", "Zahlen zu den Abbildungen")
    assert isinstance(table, PlannedTable) and isinstance(figure, PlannedFigure)
    assert (figure.data_table, table.id, table.number) == ("abb-zahlen", "abb-zahlen", "A.1")
    near = plan(
        "standard: {abbildungsdaten: dahinter}\nkapitel:\n  - titel: A\n "
        "   inhalt:\n      - diagramm: {art: linie, indikatoren: quote}\n"
    )
    assert [type(block).__name__ for block in near.body] == ["Heading", "PlannedFigure", "PlannedTable"]


def test_a_chart_may_name_the_table_that_holds_its_numbers(plan: Plan) -> None:
    body = "- zeittabelle: {id: tab, indikatoren: quote}\n- diagramm: {art: linie, indikatoren: quote, daten: tabb}"
    assert "Meinten Sie „tab“" in findings(plan, body)[0]
    assert len(tables(plan(body.replace("tabb", "tab")))) == 1


# unknown words ---


def test_unknown_words_are_all_told_with_proposals(plan: Plan) -> None:
    body = """\
- vergleichstabelle: {spalten: [quotte, {indikator: quote, zeit: 2015-06}]}
- text: |
    {{ wert("bevölkerung") }} und {{ wert("quote", "gemeinde") }}
    und {{ wert("bevoelkerung", geschlecht="w", nation="x") }} {{ wert() }} {{ befund("quote", art="standd") }}
- zeittabelle: {indikatoren: quote, gliederung: {alter: x}, gebiete: ["06432001"]}
- diagramm: {art: linie, indikatoren: quote, ereignisse: [korona]}
- text: "[[tabelle:nichts]] {{ gebeit.name }}"
"""
    found = findings(plan, body)
    assert [line.split(" ")[0] for line in found] == sorted([line.split(" ")[0] for line in found], key=int)
    text = "\n".join(found)
    for words in (
        "Den Indikator „quotte“ kennt der Katalog nicht. Meinten Sie „quote“?",
        "„2015-06“ passt nicht: „quote“ hat Jahreswerte.",
        "Den Indikator „bevölkerung“ kennt der Katalog nicht. Meinten Sie „bevoelkerung“?",
        "„gemeinde“ ist weder ein Gebietswort",
        "„bevoelkerung“ ist nicht nach „nation“ gegliedert.",
        "So lässt sich wert() nicht aufrufen.",
        "Den Befund „standd“ gibt es nicht. Meinten Sie „stand“?",
        "Ein Gebiet mit dem Schlüssel „06432001“ kennt das Gemeindeverzeichnis nicht.",
        "Das Ereignis „korona“ steht nicht in",
        "„gebeit“ gibt es hier nicht. Meinten Sie „gebiet“",
    ):
        assert words in text, words


def test_mistakes_in_text_files_name_the_line_of_the_file(plan: Plan) -> None:
    with pytest.raises(ConfigurationError) as caught:
        plan("- text: {datei: texte/a.md}", texts={"texte/a.md": "Eins\n\nZwei {{ wrt('quote') }}\n"})
    assert str(caught.value.diagnostics[0].place) == "layouts/texte/a.md:3"
    assert "„wrt“ gibt es hier nicht" in caught.value.diagnostics[0].message


def test_a_repetition_tells_a_mistake_once(plan: Plan) -> None:
    body = (
        "kapitel:\n  - titel: A\n    wiederholen: {ueber: gemeinden}\n    inhalt: [{text: '{{ wert(\"quotte\") }}'}]\n"
    )
    assert len(findings(plan, body)) == 1


def test_typed_numbers_are_noted(plan: Plan) -> None:
    planned = plan("- text: \"Es sind 7,1 Prozent, {{ wert('quote') }}.\"")
    assert [(item.severity, item.code) for item in planned.diagnostics] == [(Severity.NOTE, "zahl-ohne-herkunft")]


def test_ids_are_unique_and_unknown_references_are_errors(plan: Plan) -> None:
    body = (
        "- zeittabelle: {id: t, indikatoren: quote}\n- diagramm: {id: "
        "t, art: linie, indikatoren: quote}\n- text: '[[abbildung:tt]]'"
    )
    found = findings(plan, body)
    assert "schon vergeben" in found[0]
    assert "„tt“, auf die hier verwiesen wird, gibt es nicht. Meinten Sie „t“?" in found[1]


# repetition, numbering, choice ---

PROFILES = """\
kapitel:
  - {id: eins, titel: Eins, inhalt: [{text: "Siehe [[profil-06999002]] und [[seite:ende]]."}]}
  - id: profil
    titel: "{{ gebiet.name }}"
    wiederholen: {ueber: gemeinden}
    inhalt:
      - zeittabelle: {id: t, indikatoren: quote}
      - text: "[[t]] {{ gebiet.wo }} {{ wert('quote') }}"
    abschnitte:
      - titel: "{{ i.titel }}"
        wiederholen: {ueber: indikatoren, werte: [quote, leer], als: i}
        inhalt: [{zeittabelle: {indikatoren: "{{ i.id }}"}}]
  - {id: ende, titel: Ende, inhalt: [{text: x}]}
"""


def headings(planned: PlannedDocument) -> list[tuple[str, str, str]]:
    return [(block.number, block.text, block.id) for block in planned.body if isinstance(block, Heading)]


def references(planned: PlannedDocument) -> list[str]:
    found = []
    for block in planned.body:
        if isinstance(block, PlannedParagraph):
            found += [piece.text for piece in block.content if type(piece).__name__ == "Reference"]
    return found


def test_sections_repeat_over_gemeinden_with_their_own_numbers_and_ids(plan: Plan) -> None:
    planned = plan(PROFILES)
    assert [item for item in headings(planned) if item[2].startswith("profil")] == [
        ("2", "Ahausen", "profil-06999001"), ("3", "Bedorf", "profil-06999002"), ("4", "Zeheim", "profil-06999003"),
    ]  # fmt: skip
    assert references(planned) == [
        "Kapitel\u00a03",
        "Kapitel\u00a05",
        "Tabelle\u00a02.1",
        "Tabelle\u00a03.1",
        "Tabelle\u00a04.1",
    ]
    assert "quote/06999002/2024/-/wert" in keys(planned)


def test_only_chosen_chapters_and_areas_are_made_and_keep_their_numbers(plan: Plan) -> None:
    planned = plan(PROFILES, chapters=("ende", "eins"))
    assert [(number, text) for number, text, _ in headings(planned)] == [("1", "Eins"), ("5", "Ende")]
    some = plan(PROFILES, areas=("06999003",))
    assert ("2", "Zeheim", "profil-06999003") in headings(some)
    assert not any(key.startswith("quote/06999001") for key in keys(some))


def test_a_reference_to_a_chapter_left_out_says_so(plan: Plan) -> None:
    body = PROFILES.replace("[[profil-06999002]]", "[[ende]]")
    planned = plan(body, chapters=("eins",))
    paragraph = next(block for block in planned.body if isinstance(block, PlannedParagraph))
    assert "nicht enthalten" in "".join(piece.text for piece in paragraph.content)


def test_unknown_chapters_and_areas_are_refused(plan: Plan) -> None:
    found = findings(plan, PROFILES, chapters=("einz",), areas=("06432001",))
    assert "Meinten Sie „eins“?" in found[0]
    assert "keine Gemeinde des Kreises 06999" in found[1]


def test_a_product_per_area_needs_one_area_and_is_about_it(plan: Plan) -> None:
    body = "je_gebiet: ja\nkapitel:\n  - {titel: '{{ gebiet.name }}', inhalt: [{text: \"{{ wert('quote') }}\"}]}\n"
    assert "wird je Gemeinde erstellt; genannt sind 0" in findings(plan, body)[0]
    planned = plan(body, areas=("06999002",))
    assert keys(planned) == ["quote/06999002/2024/-/wert"]
    assert headings(planned)[0][1] == "Bedorf"


def test_annexes_are_lettered_and_handouts_unnumbered(plan: Plan) -> None:
    body = (
        "kapitel: [{titel: A, inhalt: [{zeittabelle: {indikatoren: quote}}]}]\nanhaenge: [{titel: "
        "Z, inhalt: [{anhang: zeichen}], abschnitte: [{titel: Q, inhalt: [{anhang: quellen}]}]}]\n"
    )
    assert [(n, t) for n, t, _ in headings(plan(body))] == [("1", "A"), ("A", "Z"), ("A.1", "Q")]
    plain = plan("standard: {nummerierung: nein}\n" + body)
    assert [number for number, _, _ in headings(plain)] == ["", "", ""]
    assert tables(plain)[0].number == "1"


# gaps ---


def test_what_the_data_do_not_give_is_said_in_place_and_recorded(plan: Plan) -> None:
    body = """\
kapitel:
  - titel: A
    inhalt:
      - text: "Hier {{ wert('leer') }} fehlt etwas."
      - zeittabelle: {indikatoren: leer}
      - diagramm: {art: balken, indikatoren: leer}
      - karte: leer
      - kennzahlen: [leer]
      - {text: bleibt aus, nur_wenn: {indikator: [quote, leer]}}
      - {text: bleibt, nur_wenn: {indikator: [quote, leer], eines_genuegt: ja}}
    abschnitte:
      - {titel: B, nur_wenn: {indikator: nur_kreis, ebene: gemeinde}, inhalt: [{text: x}]}
      - {titel: C, nur_wenn: {indikator: quote, mindestens_zeiten: 11}, inhalt: [{text: x}]}
      - {titel: D, inhalt: [{text: x}]}
"""
    planned = plan(body)
    assert [gap.subject for gap in planned.gaps] == [
        "Text zu „Wohngeldquote“ (Beispielen)", "Wohngeldquote", "Diagramm zu „Wohngeldquote“",
        "Karte zu „Wohngeldquote“", "Kennzahl „Wohngeldquote“", "Text", "Abschnitt „B“", "Abschnitt „C“",
    ]  # fmt: skip
    assert "nur Angaben zu 10 Zeitpunkten vor; nötig sind 11" in planned.gaps[-1].reason
    notes = [block for block in planned.body if isinstance(block, PlannedNote)]
    assert sum(len(note.content) for note in notes) == 8
    assert [(number, text) for number, text, _ in headings(planned)] == [("1", "A"), ("1.1", "D")]
    assert not keys(planned)


def test_gaps_can_be_kept_for_the_annex(plan: Plan) -> None:
    planned = plan(
        "standard: {luecken: anhang}\nkapitel: [{titel: A, inhalt: [{zeittabelle: {indikatoren: leer}}, {text: x}]}]\n"
    )
    assert not [block for block in planned.body if isinstance(block, PlannedNote)]
    assert headings(planned)[-1][1] == "Fehlende Angaben"


def test_a_section_of_which_nothing_is_left_has_no_heading(plan: Plan) -> None:
    body = (
        "standard: {luecken: anhang}\nkapitel:\n  - titel: A\n    abschnitte:\n      - {titel: B, "
        "inhalt: [{zeittabelle: {indikatoren: leer}}]}\n      - {titel: C, inhalt: [{text: x}]}\n"
    )
    assert [(number, text) for number, text, _ in headings(plan(body))][:2] == [("1", "A"), ("1.1", "C")]


def test_planning_twice_gives_the_same(plan: Plan) -> None:
    first, second = plan(PROFILES), plan(PROFILES)
    assert (first.body, first.gaps, keys(first)) == (second.body, second.gaps, keys(second))


def test_planning_never_asks_for_a_value(plan: Plan) -> None:
    engine = FakeEngine()
    plan(PROFILES, engine=engine)
    assert engine.asked == []


# heads ---


def test_head_rows_span_what_lies_below_them() -> None:
    rows = head_of([(("A", "x"), "%"), (("A", "y"), "%"), (("B",), "Personen"), (("A", "x"), "")])
    assert [[(c.text, c.columns, c.rows, c.unit) for c in row] for row in rows] == [
        [("A", 2, 1, "%"), ("B", 1, 2, "Personen"), ("A", 1, 1, "")],
        [("x", 1, 1, ""), ("y", 1, 1, ""), ("x", 1, 1, "")],
    ]


def test_every_head_row_fills_the_width(plan: Plan) -> None:
    table = tables(
        plan(
            "- vergleichstabelle: {spalten: [{indikator: quote, zusatz: "
            "rang}, bevoelkerung, {indikator: anteil, zeit: [2015, 2016]}]}"
        )
    )[0]
    open_rows = 0
    for row in table.head:
        assert sum(cell.columns for cell in row) + open_rows == len(table.columns)
        open_rows += sum(cell.columns for cell in row if cell.rows > 1)


def test_borders_are_used_only_when_every_area_has_them(plan: Plan, tmp_path: Path) -> None:
    from plan_fakes import context, write_project

    from berichtsgenerator.plan import PlanContext, resolve

    layout = write_project(tmp_path, "produkt: p\ntitel: t\nkapitel: [{titel: a, inhalt: [{karte: quote}]}]\n")
    base = context(tmp_path)
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))

    def rings(count: int) -> list[int]:
        found = PlanContext(
            base.engine, base.catalogue, base.gazetteer, base.project,
            borders=lambda areas: dict.fromkeys(areas[:count], (ring,)),
        )  # fmt: skip
        chart = resolve(layout, found).body[1].chart
        return [len(area.rings) for area in chart.areas]

    assert rings(3) == [1, 1, 1]
    assert rings(2) == [0, 0, 0]
