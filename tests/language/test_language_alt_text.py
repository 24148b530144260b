from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.document.graphics import (
    AgeBar,
    Bar,
    BarChart,
    Datum,
    Event,
    LineChart,
    LinePoint,
    MapArea,
    MapChart,
    Panel,
    Pyramid,
    ReferenceLine,
    Series,
    SmallMultiples,
)
from berichtsgenerator.language.alt_text import LIMIT, alt_text
from berichtsgenerator.language.numbers import format_number


def datum(value: float | None, decimals: int = 1) -> Datum:
    return Datum(value, "•" if value is None else format_number(value, decimals))


def flat(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def bars(*values: float | None) -> tuple[Bar, ...]:
    return tuple(Bar(f"Ort {chr(65 + index)}", (datum(value),)) for index, value in enumerate(values))


def test_bars_name_extremes_references_and_hidden_values() -> None:
    chart = BarChart(
        bars(5.9, None, 12.3, 1.2),
        ("Quote",),
        "Prozent",
        (ReferenceLine("Landkreis", datum(6.0)), ReferenceLine("Hessen", datum(9.3))),
    )
    assert flat(alt_text(chart, "Mindestsicherungsquote am 31.12.2024")) == (
        "Balkendiagramm: Mindestsicherungsquote am 31.12.2024. Vier Balken. Höchster Wert: Ort C mit 12,3~%; "
        "niedrigster Wert: Ort D mit 1,2~%. Zum Vergleich: Landkreis 6,0~%, Hessen 9,3~%. Für einen Balken wird kein "
        "Wert ausgewiesen."
    )


def test_ties_share_one_figure() -> None:
    chart = BarChart(bars(5, 5, 1, 1, 1, 1), ("Anzahl",), "Anzahl")
    assert "Höchster Wert: Ort A und Ort B mit 5,0; niedrigster Wert: Ort C, Ort D und 2 weitere mit 1,0." in alt_text(
        chart, "Fälle"
    )


def test_equal_bars_have_no_extremes() -> None:
    assert flat(alt_text(BarChart(bars(5, 5), ("A",), "Prozent", horizontal=False), "Quote")) == (
        "Säulendiagramm: Quote. Zwei Balken. Alle ausgewiesenen Werte sind gleich: 5,0~%."
    )


def test_grouped_bars_speak_of_each_series() -> None:
    chart = BarChart(
        tuple(Bar(name, (datum(one), datum(two))) for name, one, two in (("A", 1, 5), ("B", 2, 4))),
        ("Frauen", "Männer"),
        "Prozent",
        mode="gruppiert",
    )
    assert flat(alt_text(chart, "Quote")) == (
        "Balkendiagramm: Quote. Zwei Balken mit Frauen und Männer. Frauen: Höchster Wert: B mit 2,0~%; niedrigster "
        "Wert: A mit 1,0~%. Männer: Höchster Wert: A mit 5,0~%; niedrigster Wert: B mit 4,0~%."
    )


def line(name: str, *values: float | None, start: int = 2020, **more: object) -> Series:
    points = tuple(LinePoint(float(start + index), datum(value)) for index, value in enumerate(values))
    return Series(name, points, **more)  # type: ignore[arg-type]


def test_lines_tell_their_course_breaks_and_gaps() -> None:
    chart = LineChart(
        (line("Hessen", 9, 8.5, 8), line("Ort", 5, 7, None, 6, breaks=(2022.0,), emphasis=True)), "Prozent"
    )
    assert flat(alt_text(chart, "Quote")) == (
        "Liniendiagramm: Quote. Zwei Linien von 2020 bis 2023. Ort: von 5,0~% (2020) auf 6,0~% (2023), höchster Wert "
        "7,0~% (2021). Hessen: von 9,0~% (2020) auf 8,0~% (2022). Bruch in der Zeitreihe: 2022. Wo kein Wert "
        "ausgewiesen wird, ist die Linie unterbrochen."
    )


def test_monthly_lines_name_months_and_events() -> None:
    points = tuple(LinePoint(2020 + (month - 0.5) / 12, datum(month, 0)) for month in (1, 3, 12))
    chart = LineChart((Series("Ort", points),), "Personen", (Event(2020.2, "Lockdown"),), monthly=True)
    assert flat(alt_text(chart, "Arbeitslose")) == (
        "Liniendiagramm: Arbeitslose. Eine Linie von Januar~2020 bis Dezember~2020. Ort: von 1~Person (Januar~2020) "
        "auf 12~Personen (Dezember~2020). Markiert: Lockdown."
    )


def test_pyramids_name_the_largest_age_groups() -> None:
    ages = tuple(
        AgeBar(f"{lower} bis unter {lower + 5} Jahre", lower, lower + 5, datum(left), datum(right))
        for lower, left, right in ((0, 2.5, 2.4), (5, 3.5, 2.6), (10, 2.1, 3.0))
    )
    assert flat(alt_text(Pyramid(ages, "Männer", "Frauen", "Prozent", "Ort", "Hessen"), "Alter")) == (
        "Alterspyramide: Alter. Drei Altersgruppen, links Männer, rechts Frauen. Am stärksten besetzt bei Männer: 5 "
        "bis unter 10 Jahre (3,5~%). Am stärksten besetzt bei Frauen: 10 bis unter 15 Jahre (3,0~%). Als Umriss zum "
        "Vergleich: Hessen."
    )


def test_maps_tell_classes_and_extremes() -> None:
    areas = tuple(
        MapArea(str(index), name, datum(value), 8.0, 50.0)
        for index, (name, value) in enumerate((("A", 1.0), ("B", 2.0), ("C", None)))
    )
    chart = MapChart(areas, "Prozent", (1.5, 2.5), ("bis 1,5", "bis 2,5"))
    assert flat(alt_text(chart, "Quote")) == (
        "Kachelkarte: Quote. Drei Gebiete in zwei Klassen. Höchster Wert: B mit 2,0~%; niedrigster Wert: A mit 1,0~%. "
        "Für ein Gebiet wird kein Wert ausgewiesen."
    )


def test_maps_of_names_tell_no_order() -> None:
    areas = tuple(
        MapArea(str(index), name, datum(value, 0), 8.0, 50.0)
        for index, (name, value) in enumerate((("A", 1.0), ("B", 2.0), ("C", 2.0), ("D", None)))
    )
    chart = MapChart(areas, "", (1.5, 2.5), ("1", "2"), named=True)
    assert flat(alt_text(chart, "Typen")) == (
        "Kachelkarte: Typen. Vier Gebiete in zwei Klassen. Die Zahlen sind Namen ohne Rangfolge: 1 für ein Gebiet, "
        "2 für zwei Gebiete. Für ein Gebiet wird kein Wert ausgewiesen."
    )


def test_a_chart_without_any_value_says_so() -> None:
    assert alt_text(BarChart(bars(None, None), ("A",), "Prozent"), "Quote") == (
        "Balkendiagramm: Quote. Zwei Balken. Kein Wert wird ausgewiesen. Für zwei Balken wird kein Wert ausgewiesen."
    )


@given(st.text(max_size=900), st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1, max_size=40), st.text())
def test_alternative_texts_are_never_longer_than_the_limit(title: str, values: list[float | None], name: str) -> None:
    chart = BarChart(tuple(Bar(name * 30, (datum(value),)) for value in values), ("A",), "Prozent")
    text = alt_text(chart, title)
    assert 0 < len(text) <= LIMIT


def test_small_lines_tell_their_breaks_and_rank_no_older_values_at_the_end() -> None:
    """Messel's last value is hidden: its older one, the highest of all, is no value of the last time."""

    def line(name: str, *values: float | None) -> Panel:
        points = tuple(LinePoint(2021.0 + step, datum(item)) for step, item in enumerate(values))
        return Panel(name, Series(name, points, (2023.0,)))

    panels = (line("Messel", 9, 9, None), line("Roßdorf", 3, 4, 5), line("Dieburg", 3, 3, 2))
    text = alt_text(SmallMultiples(panels, "Prozent"), "Quote")
    assert "Messel" not in text.partition("Zuletzt:")[2]
    assert "Höchster Wert: Roßdorf mit 5,0" in text.replace("\u00a0", " ")
    assert "Bruch in der Zeitreihe: 2023." in text
