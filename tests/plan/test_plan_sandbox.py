"""Templates can print numbers and nothing else, and cannot reach, grow or run away."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berichtsgenerator.plan.desk.names import ProjectView
from berichtsgenerator.plan.layout.sandbox import (
    TOKEN,
    TemplateProblem,
    Token,
    compile_text,
    for_templates,
    render,
    token_index,
)

NAMES = {"zahl": Token(12), "name": "Dieburg", "liste": ["b", "a"], "projekt": ProjectView("T", "", "H", "S")}


@for_templates
def wert(*args: object, **options: object) -> Token:
    return Token(3)


def run(source: str) -> str:
    names = {**NAMES, "wert": wert}
    return render(compile_text(source, frozenset(names)), names)


def problem(source: str) -> TemplateProblem:
    with pytest.raises(TemplateProblem) as caught:
        run(source)
    return caught.value


def test_a_printed_number_is_an_opaque_token() -> None:
    text = run("a {{ zahl }} b")
    match = TOKEN.search(text)
    assert match and token_index(match) == 12
    assert "12" not in text


@pytest.mark.parametrize(
    "use",
    [
        "{% if zahl %}x{% endif %}",
        "{% if zahl == 3 %}x{% endif %}",
        "{% if zahl in liste %}x{% endif %}",
        "{{ zahl ~ 'a' }}",
        "{{ zahl|upper }}",
        "{{ zahl|length }}",
        "{{ zahl|default('x') }}",
        "{{ [zahl]|join }}",
        "{{ zahl[0] }}",
        "{% for x in zahl %}{% endfor %}",
        "{{ zahl|trim }}",
        "{{ [zahl, zahl]|sort|first }}",
        "{% if zahl > 2 %}x{% endif %}",
        "{% if not zahl %}x{% endif %}",
        "{{ 'x' if zahl else 'y' }}",
        "{{ {zahl: 1} }}",
        "{{ [zahl] }}",
    ],
)
def test_numbers_cannot_be_compared_filtered_or_joined(use: str) -> None:
    found = problem(f"eins\nzwei\n{use}")
    assert found.line == 3
    assert found.message


def test_numbers_can_be_kept_in_a_variable_and_a_list() -> None:
    assert len(TOKEN.findall(run("{% set x = zahl %}{{ x }}{% for y in [x, zahl] %}{{ y }}{% endfor %}"))) == 3


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ 1 + 2 }}", "vorlage-rechnen"),
        ("{{ 'a' * 1000000000 }}", "vorlage-rechnen"),
        ("{{ -name }}", "vorlage-rechnen"),
        ("{{ '%s' % name }}", "vorlage-rechnen"),
        ("{{ 9 ** 9 ** 9 }}", "vorlage-rechnen"),
        ("{% macro m() %}{% endmacro %}", "vorlage-verboten"),
        ("{% include 'x' %}", "vorlage-verboten"),
        ("{% import 'x' as y %}", "vorlage-verboten"),
        ("{% extends 'x' %}", "vorlage-verboten"),
        ("{% set x %}a{% endset %}", "vorlage-verboten"),
        ("{{ name.__class__ }}", "vorlage-verboten"),
        ("{{ name.upper() }}", "vorlage-aufruf"),
        ("{{ name.format(1) }}", "vorlage-aufruf"),
        ("{{ ''.__class__.__mro__ }}", "vorlage-verboten"),
        ("{{ wert.__globals__ }}", "vorlage-verboten"),
        ("{{ name|attr('__class__') }}", "vorlage-filter"),
        ("{{ name|pprint }}", "vorlage-filter"),
        ("{{ namen }}", "vorlage-name"),
        ("{{ range(5) }}", "vorlage-name"),
        ("{{ lipsum() }}", "vorlage-name"),
        ("{{ self }}", "vorlage-name"),
        ("{{ cycler }}", "vorlage-name"),
        ("{{ name", "vorlage-form"),
        ("{% endfor %}", "vorlage-form"),
        ("{{ projekt.geheim }}", "vorlage-name"),
        ("{% if name is odd %}{% endif %}", "vorlage-test"),
        ("\ue000", "vorlage-zeichen"),
        (
            "{% for a in liste %}{% for b in liste %}{% for c in liste %}{% endfor %}{% endfor %}{% endfor %}",
            "vorlage-schleife",
        ),
        ("{% for a in liste recursive %}{% endfor %}", "vorlage-schleife"),
        ("{{ name[0:2] }}", "vorlage-verboten"),
        ("{{ name['upper']() }}", "vorlage-aufruf"),
        ("{{ wert(*liste) }}", "vorlage-aufruf"),
        ("{{ wert }}", "vorlage-fehler"),
        ("{% set name = name %}{{ loop.index }}", "vorlage-name"),
    ],
)
def test_what_texts_may_not_do(source: str, code: str) -> None:
    assert problem(source).code == code


@pytest.mark.parametrize(
    ("source", "message", "advice"),
    [
        ("{{ name.upper() }}", "„.upper()“ lässt sich in einem Text nicht aufrufen.", "Schreiben Sie {{ … | upper }}."),
        (
            "{{ name.format(1) }}",
            "„.format()“ lässt sich in einem Text nicht aufrufen.",
            "Aufrufen lassen sich nur die Funktionen der Texte.",
        ),
        (
            "{{ name['upper']() }}",
            "„.upper()“ lässt sich in einem Text nicht aufrufen.",
            "Schreiben Sie {{ … | upper }}.",
        ),
        (
            "{{ wert(*liste) }}",
            "In wert() werden die Werte einzeln genannt, nicht mit „*“ aus einer Liste.",
            'Schreiben Sie etwa wert("sgb2_quote", gebiet).',
        ),
        (
            "{{ name.__class__ }}",
            "„.__class__“ ist nicht zugänglich.",
            "Gebiete haben .name, .kurz, .amtlich, .ags, .ebene, .wo und .wessen.",
        ),
        (
            "{% include 'x' %}",
            "„include“ gibt es in einem Text nicht.",
            "Nennen Sie die Datei im Layout: „- text: {datei: texte/name.md}“.",
        ),
        ("{{ wrt(1) }}", "„wrt“ gibt es hier nicht.", "Meinten Sie „wert“?"),
        (
            "{{ range(5) }}",
            "„range“ gibt es hier nicht.",
            "Wiederholt wird über Gebiete, Indikatoren und Werte: „wiederholen“ im Layout oder {% for x in liste %}.",
        ),
        ("{{ open('/etc/passwd') }}", "„open“ gibt es hier nicht.", "Dateien nennt das Layout: „- text: {datei: "
         "texte/name.md}“."),
        (
            "{{ 1 + 2 }}",
            "In einem Text wird nicht gerechnet.",
            "Legen Sie die Größe als Indikator im Katalog an, oder nutzen Sie differenz() und veraenderung().",
        ),
        ("{{ name|uper }}", "Den Filter „uper“ gibt es nicht.", "Meinten Sie „upper“?"),
        (
            "{{ name|pprint }}",
            "Den Filter „pprint“ gibt es nicht.",
            "Erlaubt sind: capitalize, default, first, join, last, length, lower, sort, trim, unique, upper.",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_comes_with_its_line_and_a_proposal(source: str, message: str, advice: str) -> None:
    found = problem(f"eins\nzwei\n{source}")
    assert (found.line, found.message, found.advice) == (3, message, advice)


def test_an_unknown_name_is_proposed_with_its_line() -> None:
    found = problem("eins\n\n{{ projkt.titel }}")
    assert (found.line, found.advice) == (3, "Meinten Sie „projekt“?")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ liste|sort|join(', ') }}", "a, b"),
        ("{{ name|upper }}{{ name|lower }}", "DIEBURGdieburg"),
        ("{{ projekt.titel }}", "T"),
        ("{% for x in liste %}{{ loop.index }}{{ x }}{% endfor %}", "1b2a"),
        ("{{ 'x'|capitalize }}", "X"),
        ("{% if name == 'Dieburg' and liste|length == 2 %}ja{% else %}nein{% endif %}", "ja"),
        ("{{ none }}", ""),
        ("{{ liste|last }}{{ liste|first }}{{ ''|default('leer') }}", "ableer"),
        ("{{ true }}", "ja"),
        ("{# still #}", ""),
    ],
)
def test_what_texts_may_do(source: str, expected: str) -> None:
    assert run(source) == expected


def test_loops_cannot_grow_the_text_without_bound() -> None:
    names = {"liste": ["x" * 1000] * 2000}
    compiled = compile_text("{% for a in liste %}{% for b in liste %}{{ b }}{% endfor %}{% endfor %}", frozenset(names))
    begin = time.process_time()
    with pytest.raises(TemplateProblem, match="zu lang"):
        render(compiled, names)
    assert time.process_time() - begin < 20
    parts = ",".join(["'" + "y" * 1000 + "'"] * 390)
    with pytest.raises(TemplateProblem, match="zu lang"):
        run("{{ [" + parts + "]|join('" + "z" * 3000 + "') }}")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}%#|.()[]'\"abwertname \n_*+1", max_size=40))
def test_any_source_renders_or_is_a_problem_with_a_line(source: str) -> None:
    try:
        run(source)
    except TemplateProblem as found:
        assert found.line >= 1


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('{{ wert("a" x }}', "erwartet wird „,“, es steht dort „x“"),
        ('{{ wert("a"', "am Ende fehlt „,“"),
        ("{% if %}x", "vor „%}“ fehlt ein Ausdruck"),
        ("{{ }}", "vor „}}“ fehlt ein Ausdruck"),
        ("{% if x %}", "am Ende fehlt {% endif %}"),
        ("{% if x %}{% endfor %}", "„endfor“ passt nicht; offen ist „if“"),
        ("{% foo %}", "die Anweisung „foo“ gibt es nicht"),
        ("{{ (a }}", "vor „}“ fehlt „)“"),
        ("{{ a ! b }}", "das Zeichen „!“ gehört nicht hierher"),
        ("{{ a. }}", "hinter dem Punkt fehlt ein Name"),
        ("{# x", "ein Kommentar {# … #} ist nicht geschlossen"),
        ("{{ wert(a=1, 2) }}", "benannte Angaben stehen hinter den anderen"),
    ],
)
def test_mistakes_of_spelling_are_told_in_german(template: str, words: str) -> None:
    with pytest.raises(TemplateProblem) as found:
        compile_text(template, frozenset({"wert", "a", "b", "x"}))
    assert words in str(found.value)
    assert found.value.advice


def test_german_quotation_marks_in_code_are_named() -> None:
    with pytest.raises(TemplateProblem) as found:
        compile_text("{{ wert(„a“) }}", frozenset({"wert"}))
    assert "das Zeichen „„“ gehört nicht hierher" in str(found.value)
    assert "gerade Anführungszeichen" in found.value.advice
