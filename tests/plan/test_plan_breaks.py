"""No chart joins what a break parts, and every break that a series has is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from plan_fakes import DEFINITIONS, FakeBreak, FakeEngine

from berichtsgenerator.document.blocks import Document, Figure, Paragraph, Table
from berichtsgenerator.document.graphics import DotChart, LineChart, SlopeChart, SmallMultiples
from berichtsgenerator.document.inline import Footnote
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.plan.printing.press import plain_text

Make = Callable[..., Document]
EXCEPTION = """\
produkt: probe
titel: Probe
ausnahmen:
  - {regel: bruch, indikatoren: [quote], grund: "Die neue Abgrenzung ändert hier nichts."}
standard: {abbildungsdaten: keine}
kapitel:
  - id: eins
    titel: Kapitel
    inhalt:
"""


def chart(make: Make, kind: str, times: str, **more: str) -> Any:
    extra = "".join(f"    {name}: {value}\n" for name, value in more.items())
    document = make(
        f"- diagramm:\n    art: {kind}\n    indikatoren: [quote]\n    gebiete: [gemeinden]\n    zeit: {times}\n{extra}"
    )
    (figure,) = (block for block in document.body if isinstance(block, Figure))
    return figure


def test_a_line_is_cut_between_shown_times_although_the_break_itself_is_not_shown(make: Make) -> None:
    """2023 begins a new series; a chart of 2021, 2022 and 2024 shows no value that bears the mark."""
    drawn = chart(make, "linie", "['2021', '2022', '2024']").chart
    assert isinstance(drawn, LineChart)
    assert {series.breaks for series in drawn.series} == {(2024.0,)}
    figure = chart(make, "linienraster", "['2021', '2022', '2023', '2024']")
    assert not any(sign == "|" for sign, _ in figure.legend), "the lines are cut, and the chart says so itself"
    small = chart(make, "linienraster", "['2021', '2022', '2024']").chart
    assert isinstance(small, SmallMultiples)
    assert {panel.series.breaks for panel in small.panels} == {(2024.0,)}
    same = chart(make, "linie", "['2020', '2021', '2022']").chart
    assert {series.breaks for series in same.series} == {()}


def test_slopes_and_dumbbells_are_not_joined_across_a_break(make: Make) -> None:
    slope = chart(make, "steigung", "['2021', '2022', '2024']")
    assert isinstance(slope.chart, SlopeChart)
    assert slope.chart.breaks == (2,)
    assert "bricht die Zeitreihe" in slope.alt and "steigen" not in slope.alt
    assert any("Bruch in der Zeitreihe ab 2023" in note for note in slope.notes)
    dumbbell = chart(make, "hantel", "['2021', '2024']")
    assert isinstance(dumbbell.chart, DotChart)
    assert (dumbbell.chart.joined, dumbbell.chart.parted) == (True, True)
    assert "bricht die Zeitreihe" in dumbbell.alt
    assert chart(make, "steigung", "['2020', '2022']").chart.breaks == ()
    assert not chart(make, "hantel", "['2023', '2024']").chart.parted


def test_a_layout_that_sets_the_rule_aside_joins_and_says_why(make: Make) -> None:
    block = "- diagramm: {art: hantel, indikatoren: [quote], gebiete: [gemeinden], zeit: ['2021', '2024']}"
    document = make(EXCEPTION + f"      {block}\n")
    (figure,) = (item for item in document.body if isinstance(item, Figure))
    assert isinstance(figure.chart, DotChart)
    assert not figure.chart.parted


class OtherBase(FakeEngine):
    """From 2022 on all values stand on another population base."""

    def evaluate(self, key: NumberKey) -> Entry:
        entry = super().evaluate(key)
        base = "Zensus 2022" if key.period.year >= 2022 else "Zensus 2011"
        components = tuple(replace(item, population_base=base) for item in entry.provenance.components)
        return replace(entry, provenance=replace(entry.provenance, components=components))


def test_a_change_of_the_population_base_parts_lines_too(make: Make) -> None:
    layout = "- diagramm: {art: linie, indikatoren: [anteil], gebiete: [kreis], zeit: ['2019', '2021', '2023']}"
    document = make(layout, OtherBase())
    (figure,) = (block for block in document.body if isinstance(block, Figure))
    assert isinstance(figure.chart, LineChart)
    assert figure.chart.series[0].breaks == (2023.0,)
    assert any("Zensus 2011" in note and "Zensus 2022" in note for note in figure.notes)


def test_the_breaks_of_what_an_indicator_is_made_of_are_its_own(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue knows breaks of measures that no definition repeats."""
    from plan_fakes import FakeCatalogue

    measured = (FakeBreak(2020, "neue Erhebung"), FakeBreak(2022, "anderer Name", harmless=True))
    monkeypatch.setattr(FakeCatalogue, "breaks", lambda self, indicator, /, *, bases: measured)
    told = make('- text: \'{{ befund("anteil", art="bruch") }} {{ befund("anteil", art="trend") }}\'')
    (paragraph,) = (block for block in told.body if isinstance(block, Paragraph))
    text = "".join(getattr(piece, "text", "") for piece in paragraph.content)
    assert "ab 2020 nicht mit früheren vergleichbar (neue Erhebung)" in text
    assert "Frühere Werte sind nicht vergleichbar (neue Erhebung)." in text and "anderer Name" not in text
    document = make("- zeittabelle: {indikatoren: [anteil, nur_kreis], gebiete: [kreis], zeit: '2018..2023'}")
    (table,) = (block for block in document.body if isinstance(block, Table))
    assert "Anteil Kinder, Pflegequote: Bruch in der Zeitreihe ab 2020 (neue Erhebung)." in table.notes
    assert "Anteil Kinder, Pflegequote: Änderung ab 2022 (anderer Name)." in table.notes


def test_of_several_breaks_at_one_time_the_indicators_own_words_are_kept(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plan_fakes import FakeCatalogue

    monkeypatch.setattr(FakeCatalogue, "breaks", lambda self, name, /, *, bases: (FakeBreak(2023, "Merkmal neu"),))
    assert DEFINITIONS["quote"].breaks
    document = make('- text: \'{{ befund("quote", art="bruch") }}\'')
    (paragraph,) = (block for block in document.body if isinstance(block, Paragraph))
    text = "".join(getattr(piece, "text", "") for piece in paragraph.content)
    assert "neue Abgrenzung" in text and "Merkmal neu" not in text


def notes_of(content: Any) -> list[str]:
    return [plain_text(piece.content) for piece in content if isinstance(piece, Footnote)]


def test_sentences_and_lines_follow_what_the_layout_sets_aside_and_say_why(make: Make) -> None:
    blocks = """\
      - diagramm: {art: linie, indikatoren: [quote], gebiete: [kreis], zeit: '2021..2024'}
      - text: '{{ befund("quote", art="trend", seit="2019") }}'
      - text: '{{ befund("quote", art="folge") }}'
      - text: '{{ befund("quote", art="trend", seit="2023", zeit="2024") }}'
"""
    document = make(EXCEPTION + blocks)
    (figure,) = (item for item in document.body if isinstance(item, Figure))
    assert isinstance(figure.chart, LineChart)
    assert figure.chart.series[0].breaks == ()
    whole, streak, after = (item.content for item in document.body if isinstance(item, Paragraph))
    assert "vom 31.12.2019 bis zum 31.12.2024" in plain_text(whole)
    assert "neunten Mal in Folge" in plain_text(streak)
    for content in (whole, streak):
        (note,) = notes_of(content)
        assert note == (
            "Quote: Ausnahme, Vergleich über einen Bruch der Zeitreihe. Die neue Abgrenzung ändert hier nichts."
        )
    assert notes_of(after) == [], "nothing lies across the break"
    strict = make('- text: \'{{ befund("quote", art="trend", seit="2019") }}\'')
    (paragraph,) = (item for item in strict.body if isinstance(item, Paragraph))
    assert "zu wenige vergleichbare Werte" in plain_text(paragraph.content)


class Guarded(FakeEngine):
    """Ranks that a rule refuses, and that some product of the project sets it aside for."""

    def evaluate(self, key: NumberKey) -> Entry:
        entry = super().evaluate(key)
        if key.representation.view is not View.RANK:
            return entry
        return replace(entry, provenance=replace(entry.provenance, guard=Guard.ORDER))


def test_a_sentence_does_not_say_what_only_another_product_sets_a_rule_aside_for(make: Make) -> None:
    """The register is one for all products: it holds the rank that this one may not print."""
    call = '      - text: \'{{ befund("quote", "06999001", art="rang") }}\'\n'
    without = make('- text: \'{{ befund("quote", "06999001", art="rang") }}\'', Guarded())
    (paragraph,) = (item for item in without.body if isinstance(item, Paragraph))
    assert "keine Rangfolge angegeben. Die Bereiche der Zufallsschwankung" in plain_text(paragraph.content)
    own = make(EXCEPTION.replace("regel: bruch", "regel: rangfolge") + call, Guarded())
    (paragraph,) = (item for item in own.body if isinstance(item, Paragraph))
    assert "auf Rang" in plain_text(paragraph.content).replace("\u00a0", " ")
    (note,) = notes_of(paragraph.content)
    assert note.startswith("Quote: Ausnahme, Rangfolge trotz")


def test_a_break_that_does_harm_is_told_in_its_own_words(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from plan_fakes import FakeCatalogue

    both = (FakeBreak(2020, "anderer Name", harmless=True), FakeBreak(2020, "neue Erhebung"))
    monkeypatch.setattr(FakeCatalogue, "breaks", lambda self, name, /, *, bases: both)
    document = make('- text: \'{{ befund("anteil", art="bruch") }}\'')
    (paragraph,) = (item for item in document.body if isinstance(item, Paragraph))
    assert "neue Erhebung" in plain_text(paragraph.content) and "anderer Name" not in plain_text(paragraph.content)
