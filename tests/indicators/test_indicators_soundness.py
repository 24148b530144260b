"""Bad definitions are refused with their place and a proposal; the packaged catalogue keeps every rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from indicators_samples import INDICATORS, MEASURES, catalogue

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.indicators.listing import describe
from berichtsgenerator.indicators.schema import catalogue_schema, measure_schema


def definition(**lines: str) -> str:
    """One more indicator for the sample catalogue."""
    base = {
        "titel": "Probe der Fälle",
        "kurz": "Probe",
        "beschreibung": "Ein Indikator zur Probe.",
        "formel": "100 * zaehler / nenner",
        "komponenten": '{zaehler: {merkmal: faelle, zeit: Jahr}, nenner: {merkmal: leute, zeit: "31.12. Vorjahr"}}',
        "einheit": "Prozent",
        "art": "anteil",
        "ebenen": "[kreis]",
        "definition": "eigene",
    } | lines
    return INDICATORS + "  probe:\n" + "".join(f"    {key}: {value}\n" for key, value in base.items() if value)


def refused(folder: Path, **lines: str) -> str:
    with pytest.raises(ConfigurationError) as found:
        catalogue(folder, definition(**lines))
    for item in found.value.diagnostics:
        assert item.place.file.endswith("catalogue/probe.yaml")
        assert item.place.line > 90
        assert item.advice
    return "\n".join(f"{item.code}: {item.message} {item.advice}" for item in found.value.diagnostics)


AGES = '{merkmal: leute, auspraegung: {alter: %s}, zeit: "31.12."}'


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"formel": "100 * zahler / nenner"}, "formel-name"),
        ({"art": "rate", "einheit": "je 1 000"}, "einheit-passt-nicht"),
        ({"art": "anteil", "einheit": "Prozentpunkte"}, "prozent"),
        ({"einheit": "je 100"}, "einheit-passt-nicht"),
        ({"formel": "zaehler / nenner"}, "Faktor 100"),
        (
            {"komponenten": '{zaehler: {merkmal: faelle, zeit: Jahr}, nenner: {merkmal: leute, zeit: "30.06."}}'},
            "stichtage-ungewohnt",
        ),
        ({"titel": "Fallquote"}, "quote-oder-anteil"),
        (
            {
                "formel": "jung + kinder",
                "komponenten": f"{{jung: {AGES % '0-17'}, kinder: {AGES % '0-14'}}}",
                "einheit": "Personen",
                "art": "anzahl",
            },
            "gruppen-ueberschneiden",
        ),
        (
            {
                "formel": "(eins + zwei) / 2",
                "komponenten": "{eins: {indikator: anteil, zeit: Jahr}, zwei: {indikator: anteil, zeit: Jahr Vorjahr}}",
            },
            "mittel-von-quoten",
        ),
        (
            {"formel": "", "methode": "{art: mittelwert, ueber: gemeinde}",
             "komponenten": "{wert: {indikator: anteil, zeit: Jahr}}"},
            "mittel-von-quoten",
        ),
        (
            {
                "formel": "zaehler + nenner",
                "komponenten": "{zaehler: {merkmal: faelle, zeit: Jahr}, nenner: {indikator: anteil, zeit: Jahr}}",
                "art": "anzahl", "einheit": "Personen",
            },
            "einheit-passt-nicht",
        ),
        ({"verwandt": "[anteill]"}, "anteil"),
        ({"formel": "zaehler * nenner", "art": "anzahl", "einheit": "Personen"}, "„Personen · Personen“"),
        ({"formel": "zaehler / nenner", "art": "anzahl", "einheit": "Personen"}, "„ohne Einheit“"),
        ({"formel": "100 * zaehler / nenner / zaehler"}, "„1 / Personen“"),
        ({"formel": "zaehler + nenner + 5", "art": "anzahl", "einheit": "Personen"}, "Eine bloße Zahl"),
        ({"formel": "(zaehler + 5) / nenner * 100"}, "Eine bloße Zahl"),
        ({"formel": "100 * zaehler / max(nenner; zaehler / nenner)"}, "verschiedene Einheiten"),
        (
            {
                "formel": "2 * jung + kinder / 3",
                "komponenten": f"{{jung: {AGES % '0-17'}, kinder: {AGES % '0-14'}}}",
                "einheit": "Personen",
                "art": "anzahl",
            },
            "gruppen-ueberschneiden",
        ),
        (
            {
                "formel": "faelle + leute",
                "komponenten": "{faelle: {merkmal: faelle, zeit: Jahr}, leute: {merkmal: leute, zeit: Jahr}}",
                "einheit": "Personen",
                "art": "anzahl",
            },
            "gruppen-ueberschneiden",
        ),
        (
            {
                "formel": "faelle + leute",
                "komponenten": '{faelle: {merkmal: faelle, zeit: "31.12."}, leute: {indikator: leute, zeit: Jahr}}',
                "einheit": "Personen",
                "art": "anzahl",
            },
            "gruppen-ueberschneiden",
        ),
        (
            {
                "formel": "0.5 * eins + 0.5 * zwei",
                "komponenten": "{eins: {indikator: anteil, zeit: Jahr}, zwei: {indikator: anteil, zeit: Jahr Vorjahr}}",
            },
            "mittel-von-quoten",
        ),
        (
            {
                "formel": "",
                "methode": "{art: zusammengefasst, jahre: 3}",
                "komponenten": '{zaehler: {indikator: anteil, zeit: Jahr}, nenner: {merkmal: leute, zeit: "31.12."}}',
            },
            "methode-anzahl",
        ),
        (
            {
                "formel": "",
                "methode": "{art: standardisiertes_verhaeltnis}",
                "komponenten": "{tote: {indikator: anteil, gruppen: {alter: [0-64, 65+]}}, "
                "leute: {merkmal: leute, gruppen: {alter: [0-64, 65+]}}, "
                "tote_vergleich: {merkmal: faelle, gruppen: {alter: [0-64, 65+]}, gebiet: land}, "
                "leute_vergleich: {merkmal: leute, gruppen: {alter: [0-64, 65+]}, gebiet: land}}",
                "art": "verhaeltnis",
                "einheit": '""',
            },
            "methode-anzahl",
        ),
        (
            {"komponenten": f"{{zaehler: {AGES % '0-17'}, nenner: {AGES % '0-14'}}}"},
            "unter 18 Jahre gegenüber unter 15 Jahre",
        ),
        (
            {"komponenten": f"{{zaehler: {{merkmal: leute, zeit: '31.12.'}}, nenner: {AGES % '0-14'}}}"},
            "alle Altersgruppen gegenüber unter 15 Jahre",
        ),
        (
            {"komponenten": '{zaehler: {merkmal: leute, zeit: "31.12."}, nenner: {merkmal: faelle, zeit: "31.12."}}'},
            "er ist selbst nur ein Teil davon",
        ),
        (
            {
                "komponenten": "{zaehler: {merkmal: leute, auspraegung: {nationalitaet: ausländisch}}, "
                "nenner: {merkmal: leute, auspraegung: {nationalitaet: deutsch}}}"
            },
            "nationalitaet: ausländisch gegenüber deutsch",
        ),
        ({"kurz": "Fallquote"}, "quote-oder-anteil"),
        ({"titel": "Vergleich der Fallquoten"}, "quote-oder-anteil"),
        ({"formel": "+".join(["zaehler"] * 5000) + " / nenner"}, "zu lang"),
        ({"formel": "((((" * 20 + "zaehler" + "))))" * 20 + " / nenner"}, "zu tief geschachtelt"),
        ({"formel": "100,5 * zaehler / nenner"}, "hier 100,5."),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)  # fmt: skip
def test_what_the_subject_forbids_is_refused_with_place_and_proposal(
    tmp_path: Path, lines: dict[str, str], said: str
) -> None:
    assert said in refused(tmp_path, **lines)


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"titel": "Fallquote", "quote_weil": "Der Nenner ist der des Amtes."},
        {"komponenten": f"{{zaehler: {AGES % '0-14'}, nenner: {AGES % '0-17'}}}"},
        {
            "komponenten": f"{{zaehler: {AGES % '0-17'}, nenner: {AGES % '18-64'}}}",
            "art": "verhaeltnis",
            "einheit": "je 100",
        },
        {
            "komponenten": '{zaehler: {merkmal: faelle, zeit: Jahr}, nenner: {merkmal: leute, zeit: "30.06."}}',
            "stichtage_weil": "Der Bestand zur Jahresmitte steht für das Jahr.",
        },
        {
            "formel": "jung + alt",
            "komponenten": f"{{jung: {AGES % '0-14'}, alt: {AGES % '65+'}}}",
            "einheit": "Personen",
            "art": "anzahl",
        },
        {
            "formel": "eins - zwei",
            "komponenten": "{eins: {indikator: anteil, zeit: Jahr}, zwei: {indikator: anteil, zeit: Jahr Vorjahr}}",
            "art": "prozentpunkte",
            "einheit": "Prozentpunkte",
        },
        {
            "methode": "{art: mittelwert, ueber: gemeinde, grund: Kennwert der Verteilung über die Gemeinden}",
            "formel": "",
            "komponenten": "{wert: {indikator: anteil, zeit: Jahr}}",
        },
    ],
)
def test_what_is_sound_or_gives_its_reason_is_accepted(tmp_path: Path, lines: dict[str, str]) -> None:
    assert "probe" in catalogue(tmp_path, definition(**lines))


def test_two_definitions_of_one_id_name_both_places(tmp_path: Path) -> None:
    catalogue(tmp_path)
    (tmp_path / "catalogue" / "zweite.yaml").write_text(INDICATORS, encoding="utf-8")
    with pytest.raises(ConfigurationError) as found:
        from berichtsgenerator.indicators.defining.catalogue import load_folders

        load_folders([(tmp_path, "")])
    texts = [str(item) for item in found.value.diagnostics]
    assert any("„leute“" in text and "probe.yaml:" in text and "zweite.yaml:" in text for text in texts)


def test_one_id_twice_in_one_file_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as found:
        catalogue(tmp_path, INDICATORS + INDICATORS[INDICATORS.index("  leute:") : INDICATORS.index("  faelle:")])
    assert any(item.place.line for item in found.value.diagnostics)


def test_the_reasons_of_exceptions_are_printed() -> None:
    whole = Catalogue.load()
    text = "\n".join(describe(whole, whole["sgb2_quote"]))
    assert "Quote, weil: Nenner ist die Bevölkerung" in text
    assert "Stichtage:" in "\n".join(describe(whole, whole["lebenserwartung"]))
    assert "Mittel:" in "\n".join(describe(whole, whole["arbeitslosenanteil_mittel"]))
    assert "Regionalatlas AI1403" in "\n".join(describe(whole, whole["pflegepersonal_heime"]))


def test_the_groups_of_a_method_stand_in_one_line() -> None:
    whole = Catalogue.load()
    lines = [line for line in describe(whole, whole["lebenserwartung"]) if " = " in line]
    assert len(lines) == 2
    assert "19 Gruppen" in lines[0]
    assert "85 Jahre und mehr" in lines[0]


def test_the_schemas_name_every_key_and_hold_for_the_packaged_files() -> None:
    schema = catalogue_schema()
    keys = schema["$defs"]["IndicatorDefinition"]["properties"]
    for key in ("titel", "formel", "komponenten", "methode", "verwandt", "brueche", "quote_weil", "stichtage_weil"):
        assert key in keys
    assert "gruppen" in schema["$defs"]["ComponentDefinition"]["properties"]
    measures = measure_schema()
    assert "erkennung" in measures["$defs"]["MeasureDefinition"]["properties"]
    for content in (schema, measures):
        assert content["$schema"].endswith("2020-12/schema")
        assert json.loads(json.dumps(content)) == content
        assert '"type": "boolean"' not in json.dumps(content)


def test_mistakes_of_form_hide_no_others_and_are_no_unknown_names_elsewhere(tmp_path: Path) -> None:
    """A day that does not exist, a formula with a wrong name, and a third indicator that rests on the first."""
    days = definition(
        komponenten='{zaehler: {merkmal: faelle, zeit: "31.13."}, nenner: {merkmal: leute, zeit: "31.12."}}'
    )
    others = definition(formel="100 * zahler / nenner").partition("  probe:\n")[2]
    leaning = definition(formel="wert", komponenten="{wert: {indikator: probe, zeit: Jahr}}").partition("  probe:\n")[2]
    with pytest.raises(ConfigurationError) as found:
        catalogue(tmp_path, f"{days}  zweite:\n{others}  dritte:\n{leaning}")
    told = [f"{item.code}: {item.message} {item.advice}" for item in found.value.diagnostics]
    assert any("Den Tag „31.13.“ gibt es nicht." in text for text in told)
    assert any("Meinten Sie „zaehler“?" in text for text in told)
    assert not any("indikator-unbekannt" in text for text in told)


def test_a_file_that_is_no_yaml_makes_no_unknown_names_of_what_it_held(tmp_path: Path) -> None:
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "kaputt.yaml").write_text("merkmale: [\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as found:
        catalogue(tmp_path, definition(komponenten="{zaehler: {merkmal: verloren}, nenner: {merkmal: leute}}"))
    assert {item.place.file for item in found.value.diagnostics} == {"measures/kaputt.yaml"}


def test_measures_that_are_said_to_overlap_are_not_added(tmp_path: Path) -> None:
    measures = MEASURES.replace("    teilmenge_von: leute\n", "    ueberschneidet: [register]\n")
    added = definition(
        formel="faelle + register",
        komponenten='{faelle: {merkmal: faelle, zeit: "31.12."}, register: {merkmal: register, zeit: "31.12."}}',
        einheit="Personen",
        art="anzahl",
    )
    with pytest.raises(ConfigurationError, match="überschneiden sich"):
        catalogue(tmp_path, added, measures)
    with pytest.raises(ConfigurationError, match="Meinten Sie „register“"):
        catalogue(tmp_path / "zwei", INDICATORS, measures.replace("[register]", "[registr]"))


def test_indicators_in_a_long_chain_or_circle_are_told_and_do_not_stop_the_program(tmp_path: Path) -> None:
    def chain(last: str) -> str:
        entries = []
        for number in range(1500):
            component = f"{{x: {{indikator: {f'a{number + 1}' if number < 1499 else last}, zeit: Jahr}}}}"
            whole = definition(formel="x", komponenten=component, einheit="Personen", art="anzahl")
            entries.append(whole.partition("  probe:\n")[2])
        return INDICATORS + "".join(f"  a{number}:\n{text}" for number, text in enumerate(entries))

    with pytest.raises(ConfigurationError, match="setzt mehr als 30 Indikatoren voraus"):
        catalogue(tmp_path, chain("faelle"))
    with pytest.raises(ConfigurationError, match="a0 → a1 → a2 → a3 → … → a1498 → a1499 → a0"):
        catalogue(tmp_path, chain("a0"))


@pytest.mark.parametrize(
    ("recogniser", "told"),
    [
        ('muster: "["', "der Fehler liegt bei Zeichen 1"),
        ("gliederung: {alter: jung}, muster: x", "„jung“ ist kein Alter"),
        ("faktor: 0, muster: x", "„faktor“ muss größer als 0 sein"),
        ("ebenen: [stadt], muster: x", "„stadt“ ist für „ebenen“ nicht vorgesehen"),
    ],
)
def test_a_wrong_recogniser_is_told_once(tmp_path: Path, recogniser: str, told: str) -> None:
    measures = f"{MEASURES}  neu:\n    bezeichnung: Neues\n    art: anzahl\n    erkennung:\n      - {{{recogniser}}}\n"
    with pytest.raises(ConfigurationError) as found:
        catalogue(tmp_path, INDICATORS, measures)
    (only,) = found.value.diagnostics
    assert told in only.message


def test_a_time_of_validity_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"„gueltig_ab“ \(2020\) liegt nach „gueltig_bis“ \(2010\)"):
        catalogue(tmp_path, definition(gueltig_ab="2020", gueltig_bis="2010"))


def test_a_key_that_is_no_id_comes_with_a_proposal(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as found:
        catalogue(tmp_path, definition().replace("  probe:\n", "  1:\n"))
    assert any("Kennungen beginnen mit einem Buchstaben" in item.advice for item in found.value.diagnostics)
