"""What a rule of the subject refuses is an error at the place that asks for it, until the layout gives its reason."""

from __future__ import annotations

from build_probe import Probe

from berichtsgenerator.pdf.treetext import spoken_text

RANKED = """\
produkt: probe
titel: Probe
titelseite: nein
standard: {abbildungsdaten: keine, luecken: anhang}
AUSNAHMEN
kapitel:
  - id: geburten
    titel: Geburten
    inhalt:
      - text: |
          Seit 2010 hat sich die Bevölkerung um {{ veraenderung("bevoelkerung", seit=2010, zeit=2012) }} verändert.
      - vergleichstabelle:
          id: tab
          spalten: [{indikator: lebendgeborene_rate, zusatz: [rang]}]
"""
REASON = "Die Rangfolge zeigt nur die Ordnung der Werte dieses Jahres."


def layout(probe: Probe, exceptions: str = "", *, text: bool = False) -> None:
    content = RANKED.replace("AUSNAHMEN\n", exceptions)
    if not text:
        start, end = content.index("      - text:"), content.index("      - vergleichstabelle")
        content = content[:start] + content[end:]
    probe.layout.write_text(content, encoding="utf-8")


def test_a_ranking_that_chance_could_turn_round_is_an_error_with_its_place(probe: Probe) -> None:
    layout(probe)
    code, _, err = probe.build()
    assert code == 1
    (line,) = [line for line in err.splitlines() if "Rangfolge" in line]
    assert line.startswith("Fehler: probe.yaml:9:") or "probe.yaml:" in line
    assert "Zufallsschwankung" in line
    assert "ausnahmen" in line
    assert "regel: rangfolge, indikatoren: [lebendgeborene_rate]" in line


def test_an_exception_prints_the_numbers_with_its_reason(probe: Probe) -> None:
    layout(probe, f"ausnahmen: [{{regel: rangfolge, indikatoren: [lebendgeborene_rate], grund: {REASON}}}]\n")
    code, _, err = probe.build()
    assert code == 0, err
    said = " ".join(spoken_text(probe.report).split())
    assert f"Ausnahme, Rangfolge trotz überlappender Zufallsschwankung. {REASON}" in said


def test_a_change_across_a_change_of_base_in_a_text_names_the_line_of_the_text(probe: Probe) -> None:
    layout(
        probe,
        f"ausnahmen: [{{regel: rangfolge, indikatoren: [lebendgeborene_rate], grund: {REASON}}}]\n",
        text=True,
    )
    code, _, err = probe.build()
    if "2010" in err and "fehlt" in err:
        raise AssertionError(err)
    assert code == 1
    assert any("probe.yaml" in line and "Bevölkerungs" in line for line in err.splitlines()), err


def test_an_exception_for_an_unknown_indicator_or_without_a_reason_is_refused(probe: Probe) -> None:
    layout(
        probe, "ausnahmen: [{regel: rangfolge, indikatoren: [lebendgeborene_quote], grund: Das ist der ganze Grund.}]\n"
    )
    code, _, err = probe.build()
    assert code == 1
    assert "lebendgeborene_rate" in err
    layout(probe, "ausnahmen: [{regel: rangfolge, indikatoren: [lebendgeborene_rate], grund: weil}]\n")
    code, _, err = probe.build()
    assert code == 1
    assert "grund" in err


def test_an_exception_that_nothing_needs_is_told(probe: Probe) -> None:
    layout(
        probe,
        "ausnahmen:\n"
        f"  - {{regel: rangfolge, indikatoren: [lebendgeborene_rate], grund: {REASON}}}\n"
        f"  - {{regel: bruch, indikatoren: [lebendgeborene_rate], grund: {REASON}}}\n",
    )
    code, out, err = probe.build()
    assert code == 0, err
    assert "braucht keine Zahl" in out + err
