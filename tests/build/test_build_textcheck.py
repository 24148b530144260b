"""``bericht textpruefung``: typed numbers with a guess, claims that do not hold, paragraphs to look at again."""

from __future__ import annotations

import json

import pytest
from build_probe import BIRTHS, Probe

TEXT = '{{ befund("bevoelkerung", art="stand") }}'


def check(probe: Probe, *words: str) -> tuple[int, str, str]:
    return probe.call("textpruefung", "probe", "--projekt", str(probe.project), "--prozesse", "1", *words)


def value_of(probe: Probe, text: str) -> str:
    """What a text prints, read from the approved state."""
    probe.replace_in_layout(TEXT, f"Drei eigene Wörter hier: {text}")
    assert check(probe, "--freigeben")[0] == 0
    state = json.loads((probe.root / "freigaben" / "probe.json").read_text(encoding="utf-8"))
    (paragraph,) = state["absaetze"].values()
    (probe.root / "freigaben" / "probe.json").unlink()
    probe.replace_in_layout(f"Drei eigene Wörter hier: {text}", TEXT)
    return str(paragraph["zahlen"][0][1])


def test_a_text_without_typed_numbers_is_good(probe: Probe) -> None:
    code, out, _ = check(probe)
    assert code == 0
    assert "Zahlen ohne Herkunft: keine" in out


def test_a_typed_number_is_told_with_line_column_and_guess(probe: Probe) -> None:
    printed = value_of(probe, '{{ wert("bevoelkerung", land, zeit="2020") }}').replace("\u202f", ".")
    typed = printed.replace("\u00a0", " ")
    probe.replace_in_layout(TEXT, f"In Hessen lebten im Jahr 2020 zusammen {typed} (§ 22 SGB II).")
    code, out, _ = check(probe)
    lines = probe.layout.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if typed in text)
    column = lines[line - 1].index(typed) + 1
    assert code == 1
    assert "Zahlen ohne Herkunft: 1" in out
    assert f"layouts/probe.yaml:{line}:{column}: „{typed.partition(' ')[0]}" in out
    assert "vielleicht bevoelkerung/06/2020" in out
    assert '{{ wert("bevoelkerung", land, zeit="2020") }}' in out


def test_what_is_meant_to_be_fixed_is_not_told(probe: Probe) -> None:
    probe.replace_in_layout(TEXT, 'Die Betreuung dauert {{ fest("7 Stunden") }} am Tag.')
    assert check(probe)[0] == 0


def test_a_printed_string_is_no_way_around(probe: Probe) -> None:
    probe.replace_in_layout(TEXT, 'Die Betreuung dauert {{ "7 Stunden" }} am Tag.')
    code, out, _ = check(probe)
    assert code == 1 and "„7" in out


def test_a_false_claim_is_told_with_both_numbers(probe: Probe) -> None:
    claim = '{{ stimmt(wert("bevoelkerung"), ">", wert("bevoelkerung", land)) }}'
    probe.replace_in_layout(TEXT, f"Im Kreis leben mehr Menschen als im Land.{claim}")
    code, out, _ = check(probe)
    assert code == 1
    assert "Aussagen, die nicht stimmen: 1" in out
    assert "trifft nicht zu" in out and "bevoelkerung/06432/" in out and "bevoelkerung/06/" in out
    code, out, _ = probe.build()
    assert code == 0
    assert "Textprüfung probe: 1 Aussage stimmt nicht" in out
    assert "Warnung: layouts/probe.yaml" in out


@pytest.mark.parametrize(
    ("relation", "good"), [("<", True), ("≤", True), ("≠", True), (">", False), ("≥", False), ("=", False)]
)
def test_relations_are_checked_on_printed_values(probe: Probe, relation: str, good: bool) -> None:
    claim = f'{{{{ stimmt(wert("bevoelkerung"), "{relation}", wert("bevoelkerung", land)) }}}}'
    probe.replace_in_layout(TEXT, f"Ein Satz mit eigenen Worten.{claim}")
    assert check(probe)[0] == (0 if good else 1)


def test_claims_print_nothing(probe: Probe) -> None:
    claim = '{{ stimmt(wert("bevoelkerung"), "<", wert("bevoelkerung", land)) }}{{ beruht_auf(wert("bevoelkerung")) }}'
    probe.replace_in_layout(TEXT, "Ein Satz mit eigenen Worten.")
    probe.build()
    plain = probe.report.read_bytes()
    probe.replace_in_layout("Ein Satz mit eigenen Worten.", f"Ein Satz mit eigenen Worten.{claim}")
    probe.build()
    assert len(probe.report.read_bytes()) == len(plain)


def test_paragraphs_whose_numbers_have_changed_are_listed(probe: Probe) -> None:
    text = 'Die Zahl der Geburten ist mit {{ wert("geburten") }} niedrig geblieben.'
    probe.replace_in_layout(TEXT, text)
    code, out, _ = check(probe)
    assert code == 0 and "Noch kein freigegebener Stand (1 Absatz mit Zahlen)" in out
    code, out, _ = check(probe, "--freigeben")
    assert code == 0 and "Freigegeben: 1 Absatz mit Zahlen" in out
    assert check(probe)[0] == 0
    state = probe.root / "freigaben" / "probe.json"
    kept = json.loads(state.read_text(encoding="utf-8"))
    (paragraph,) = kept["absaetze"].values()
    printed = paragraph["zahlen"][0][1]
    digits = printed.replace("\u202f", "").partition("\u00a0")[0]
    lines = probe.data(BIRTHS).read_text(encoding="cp1252")
    assert f";{digits};" in lines or f";{digits}\n" in lines or f";{digits}\r" in lines
    other = str(int(digits) + 7)
    probe.data(BIRTHS).write_text(lines.replace(f";{digits}", f";{other}"), encoding="cp1252", newline="")
    code, out, _ = check(probe)
    assert code == 1
    assert "Absätze, deren Zahlen sich seit der Freigabe geändert haben: 1" in out
    assert f"{printed} → " in out
    assert probe.build()[1].count("seit der Freigabe andere Zahlen") == 1
    assert check(probe, "--freigeben")[0] == 0
    assert check(probe)[0] == 0


def test_a_new_paragraph_is_not_approved_with_the_others(probe: Probe) -> None:
    probe.replace_in_layout(TEXT, 'Eine erste Aussage mit {{ wert("bevoelkerung") }}.')
    check(probe, "--freigeben")
    probe.replace_in_layout("Eine erste Aussage", "Eine andere Aussage")
    code, out, _ = check(probe)
    assert code == 0
    assert "Absätze, die noch nicht freigegeben sind: 1" in out and "„Eine andere Aussage mit" in out


def test_false_claims_are_not_approved(probe: Probe) -> None:
    probe.replace_in_layout(TEXT, 'Mehr als eine Million.{{ stimmt(wert("bevoelkerung"), ">", "1.000.000") }}')
    code, out, _ = check(probe, "--freigeben")
    assert code == 1 and "Nicht freigegeben, weil Aussagen nicht stimmen." in out
    assert not (probe.root / "freigaben").exists()


def test_a_spoilt_approval_is_told_with_its_place(probe: Probe) -> None:
    (probe.root / "freigaben").mkdir()
    (probe.root / "freigaben" / "probe.json").write_text('{"fassung": 1, "absaetze": [1]}', encoding="utf-8")
    code, _, err = check(probe)
    assert code == 1
    assert "probe.json: Diese Datei ist kein freigegebener Stand von Texten." in err


def test_quantities_in_words_are_named(probe: Probe) -> None:
    probe.replace_in_layout(TEXT, "Mehr als die Hälfte lebt im Westen, die Zahl hat sich verdoppelt.")
    code, out, _ = check(probe)
    assert code == 0
    assert "die Hälfte" in out and "verdoppelt" in out


def test_numbers_in_headings_and_captions_are_told(probe: Probe) -> None:
    probe.replace_in_layout("titel: Bevölkerung\n", "titel: Bevölkerung (7,1 % Zuwachs)\n")
    probe.replace_in_layout("{id: tab-zeit,", "{id: tab-zeit, titel: Die 23 Gemeinden,")
    code, out, _ = check(probe)
    assert code == 1
    assert "Zahlen ohne Herkunft: 2" in out
    assert "„7,1\u00a0%“" in out and "„23\u00a0Gemeinden“" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('Am 31.12.2020 lebten im Kreis {{ wert("bevoelkerung") }}.', "2020"),
        ('Am 31. Dezember 2020 waren es {{ wert("bevoelkerung") }}.', "2020"),
        ('Ende 2020 waren es {{ wert("bevoelkerung") }} und viele mehr.', "2020"),
        ('{{ befund("bevoelkerung", art="stand") }} Im Jahr 2019 gab es {{ wert("geburten") }} Geburten.', "2019"),
    ],
)
def test_a_typed_date_that_stayed_while_the_number_moved_is_told(probe: Probe, text: str, said: str) -> None:
    """The Stichtag moves with the next delivery, the words of the author do not."""
    probe.replace_in_layout(TEXT, text)
    code, out, _ = check(probe)
    assert code == 1
    assert "Zeitangaben, die nicht zu den Zahlen passen: 1" in out
    assert f"Der Satz nennt {said}, seine Zahlen gelten für 20" in out
    code, out, _ = probe.build()
    assert code == 0
    assert f"Der Satz nennt {said}" in out


@pytest.mark.parametrize(
    "text",
    [
        'Am 31.12.2020 lebten im Kreis {{ wert("bevoelkerung", zeit="2020") }}.',
        'Am {{ stichtag("bevoelkerung") }} lebten im Kreis {{ wert("bevoelkerung") }}.',
        'Seit dem 31.12.2015 ist viel geschehen; heute sind es {{ wert("bevoelkerung") }}.',
        'Bis Ende 2015 galt das alte Recht, jetzt sind es {{ wert("bevoelkerung") }}.',
        'Das Gesetz von 2015 betrifft {{ wert("bevoelkerung") }} Menschen.',
        'Im Jahr 2015 wurde gezählt. Nun sind es {{ wert("bevoelkerung") }}.',
    ],
)
def test_dates_that_belong_to_the_numbers_or_to_no_number_are_not_told(probe: Probe, text: str) -> None:
    probe.replace_in_layout(TEXT, text)
    code, out, _ = check(probe)
    assert code == 0, out
    assert "Zeitangaben, die nicht zu den Zahlen passen: keine" in out
