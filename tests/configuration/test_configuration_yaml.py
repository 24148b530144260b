"""YAML files keep their words, refuse what is unsafe, and report every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from berichtsgenerator.configuration.yamlfile import Strict, YesNo, closest, load, load_with_places
from berichtsgenerator.configuration.yamltree import MAX_NODES, parse, read_text
from berichtsgenerator.diagnostics import ConfigurationError


class Inner(Strict):
    name: str
    zahl: int = 0


class Outer(Strict):
    titel: str
    an: YesNo = False
    anteil: float = Field(default=0.5, le=1)
    teile: list[Inner] = Field(default_factory=list)
    nach: dict[str, Inner] = Field(default_factory=dict)


def write(folder: Path, text: str) -> Path:
    path = folder / "probe.yaml"
    path.write_text(text, "utf-8")
    return path


def messages(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load(write(folder, text), Outer, shown="probe.yaml")
    return [str(item) for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    "word", ["on", "off", "yes", "no", "ja", "06432008", "1e3", "2024-12-31", "0x1F", "1:30", ".5", "=", "true"]
)
def test_plain_scalars_stay_the_text_that_was_written(word: str) -> None:
    """No scalar is reinterpreted."""
    data, _ = parse(f"a: {word}\n", shown="x")
    assert data == {"a": word}


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_empty_values_are_none(word: str) -> None:
    assert parse(f"a: {word}\n", shown="x")[0] == {"a": None}


def test_quoted_null_is_text() -> None:
    assert parse("a: 'null'\n", shown="x")[0] == {"a": "null"}


def test_fields_convert_only_where_the_model_asks(tmp_path: Path) -> None:
    """A key stays text, a switch and numbers convert."""
    loaded = load(
        write(tmp_path, "titel: 06432008\nan: ja\nanteil: 0.25\nteile: [{name: on, zahl: 7}]"), Outer, shown="x"
    )
    assert (loaded.titel, loaded.an, loaded.anteil, loaded.teile[0]) == (
        "06432008",
        True,
        0.25,
        Inner(name="on", zahl=7),
    )


def test_all_mistakes_are_told_at_once_with_line_and_column(tmp_path: Path) -> None:
    text = "titell: x\nan: vielleicht\nanteil: 3\nteile:\n  - name: a\n    zahl: drei\n  - nam: b\n"
    assert messages(tmp_path, text) == [
        "Fehler: probe.yaml:1:1: Hier fehlt der Schlüssel „titel“. Ergänzen Sie „titel: …“.",
        "Fehler: probe.yaml:1:1: Den Schlüssel „titell“ gibt es hier nicht. Meinten Sie „titel“?",
        "Fehler: probe.yaml:2:5: „an“: erwartet wird „ja“ oder „nein“",
        "Fehler: probe.yaml:3:9: „anteil“ muss höchstens 1 sein.",
        "Fehler: probe.yaml:6:11: „zahl“ ist eine ganze Zahl; hier steht „drei“.",
        "Fehler: probe.yaml:7:5: Hier fehlt der Schlüssel „name“. Ergänzen Sie „name: …“.",
        "Fehler: probe.yaml:7:5: Den Schlüssel „nam“ gibt es hier nicht. Meinten Sie „name“?",
    ]


def test_a_key_given_twice_names_both_places(tmp_path: Path) -> None:
    assert messages(tmp_path, "titel: a\nan: ja\ntitel: b\n") == [
        "Fehler: probe.yaml:3:1: Der Schlüssel „titel“ steht zweimal: hier und in Zeile 1, Spalte 1. "
        "Löschen Sie einen der beiden Einträge."
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: !!python/object/apply:os.system ['true']", "yaml-typangabe"),
        ("a: !!str 5", "yaml-typangabe"),
        ("a: *b", "yaml-verweis"),
        ("a: &x [*x]", "yaml-verweis"),
        ("a: 1\n---\nb: 2", "yaml-dokumente"),
        ("a: [1, 2", "yaml-form"),
        ("a:\n\t- b", "yaml-form"),
        ("? [a, b]\n: c", "yaml-schluessel"),
        ("<<: 5\na: b", "yaml-verweis"),
        ("[" * 100 + "]" * 100, "yaml-zu-gross"),
    ],
)
def test_unsafe_or_broken_files_are_refused_with_a_place(text: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse(text, shown="x.yaml")
    assert code in {item.code for item in caught.value.diagnostics}
    assert all(item.place.line for item in caught.value.diagnostics)


def test_aliases_are_bounded_when_written_out() -> None:
    """The billion laughs do not expand."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    with pytest.raises(ConfigurationError, match="zu verschachtelt oder zu groß"):
        parse("\n".join(lines), shown="x")


def test_aliases_do_not_nest_without_bound() -> None:
    """A chain of aliases, each only a little deeper, ends at the depth bound and not in a recursion error."""
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [[[*a{i - 1}]]]" for i in range(1, 400)]
    with pytest.raises(ConfigurationError, match="zu verschachtelt oder zu groß"):
        parse("\n".join(lines), shown="x")
    assert MAX_NODES > 100_000


def test_anchors_and_merge_keys_work() -> None:
    data, places = parse("basis: &b {x: 1, y: 2}\neigen:\n  <<: *b\n  y: 3\n", shown="x")
    assert data["eigen"] == {"y": "3", "x": "1"}
    assert places.place(("eigen", "y")).line == 4


@pytest.mark.parametrize("content", [b"titel: \xff\xfe", b"a" * 5_000_001])
def test_files_that_are_no_text_or_too_large_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError):
        read_text(path, shown="x.yaml")


def test_missing_files_empty_files_and_lists_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="gibt es nicht"):
        load(tmp_path / "fehlt.yaml", Outer, shown="fehlt.yaml")
    assert "leer" in messages(tmp_path, "# nur ein Kommentar\n")[0]
    assert "schlüssel: wert" in messages(tmp_path, "- a\n- b\n")[0]
    with pytest.raises(ConfigurationError, match="nicht lesen"):
        load(tmp_path, Outer, shown="ordner")


def test_places_of_lines_inside_block_texts(tmp_path: Path) -> None:
    """Line n of a text counts from the line below its bar."""
    _, places = load_with_places(write(tmp_path, "an: ja\ntitel: |\n  eins\n  zwei\n"), Outer)
    assert places.text_place(("titel",), 2).line == 4


def test_places_skip_labels_that_are_not_in_the_file() -> None:
    _, places = parse("a:\n  - b: 1\n", shown="x")
    assert places.place(("a", "tuple", 0, "Inner", "b")).column == 8
    assert places.key_place(("a", 0, "b")).column == 5
    assert places.key_name(("a", 0, "b", "text")) == "b"


def test_proposals_ignore_case() -> None:
    assert closest("TITEL", ["titel", "untertitel"])[0] == "titel"
    assert closest("xyz", ["titel"]) == ()


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co")), max_size=12)
_TREES = st.recursive(
    _TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4), max_leaves=20
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TREES)
def test_any_quoted_tree_is_read_back(tree: object) -> None:
    """What the reference implementation writes with quotes is what we read."""
    text = yaml.safe_dump({"wurzel": tree}, default_style='"', allow_unicode=True, sort_keys=False)
    assert parse(text, shown="x")[0] == {"wurzel": tree}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_diagnostic(text: str) -> None:
    """No input ends in another exception."""
    try:
        parse(text, shown="x")
    except ConfigurationError as problem:
        assert problem.diagnostics
