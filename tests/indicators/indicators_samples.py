"""Small made-up deliveries and catalogues for the tests of the indicators."""

from __future__ import annotations

from pathlib import Path

from berichtsgenerator.indicators.comparing.comparison import Scope, compare
from berichtsgenerator.indicators.defining.catalogue import Catalogue, load_folders
from berichtsgenerator.indicators.engine import IndicatorEngine
from berichtsgenerator.model.areas import Area, Level, level_of
from berichtsgenerator.model.comparison import Comparison, Figure
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.model.periods import Period

MEASURES = """
merkmale:
  leute:
    bezeichnung: Leute
    art: anzahl
    einheit: Personen
    bevoelkerungsbasis:
      - {bis_jahr: 2010, basis: Zensus 1987}
      - {basis: Zensus 2011}
    erkennung:
      - {tabellen: [100], muster: "^Leute$"}
  faelle:
    bezeichnung: Fälle
    art: anzahl
    einheit: Personen
    fluss: ja
    bestand: ja
    teilmenge_von: leute
    erkennung:
      - {tabellen: [200], muster: "^Fälle$"}
      - {tabellen: [200], muster: "^Fälle \\\\| fremd$", gliederung: {nationalitaet: ausländisch}}
      - {dateien: ["faelle_register*"], muster: "^Fälle im Register$"}
  register:
    bezeichnung: Register
    art: anzahl
    einheit: Personen
    bevoelkerungsbasis:
      - {basis: Melderegister}
    erkennung:
      - {dateien: ["*register*"], muster: "^Personen$"}
"""

INDICATORS = """
rubrik: Probe
indikatoren:
  leute:
    titel: Leute
    kurz: Leute
    beschreibung: Alle Leute am Jahresende.
    merkmal: leute
    zeit: "31.12."
    einheit: Personen
    art: anzahl
    dezimalen: 0
    ebenen: [land, kreis, gemeinde]
    definition: eigene
    gliederungen: [geschlecht, alter, nationalitaet]
  faelle:
    titel: Fälle
    kurz: Fälle
    beschreibung: Alle Fälle des Jahres.
    merkmal: faelle
    zeit: Jahr
    einheit: Fälle
    art: anzahl
    dezimalen: 0
    ebenen: [land, kreis, gemeinde]
    definition: eigene
    gliederungen: [nationalitaet]
  faelle_monat:
    titel: Fälle im Monat
    kurz: Fälle
    beschreibung: Alle Fälle des Monats.
    merkmal: faelle
    zeit: Monat
    zeitraum: monat
    einheit: Fälle
    art: anzahl
    dezimalen: 0
    ebenen: [kreis, gemeinde]
    definition: eigene
  anteil:
    titel: Fallanteil
    kurz: Anteil
    beschreibung: Fälle je 100 Leute unter 15.
    formel: 100 * zaehler / nenner
    komponenten:
      zaehler: {merkmal: faelle, zeit: Jahr}
      nenner: {merkmal: leute, auspraegung: {alter: 0-14}, zeit: "31.12. Vorjahr"}
    einheit: Prozent
    art: anteil
    ebenen: [land, kreis, gemeinde]
    definition: eigene
    gliederungen: [geschlecht]
  anteil_mittel:
    titel: Fallanteil im Mittel
    kurz: Mittel
    beschreibung: Mittelwert des Fallanteils über Gemeinden.
    methode: {art: mittelwert, ueber: gemeinde, grund: Probe der Verteilung über die Gemeinden}
    komponenten:
      wert: {indikator: anteil, zeit: Jahr}
    einheit: Prozent
    art: anteil
    ebenen: [kreis]
    definition: eigene
  mischung:
    titel: Mischung
    kurz: Mischung
    beschreibung: Leute der Fortschreibung durch Personen des Registers.
    formel: leute / register
    komponenten:
      leute: {merkmal: leute, zeit: "31.12."}
      register: {merkmal: register, zeit: "31.12."}
    einheit: ""
    art: verhaeltnis
    ebenen: [gemeinde]
    definition: eigene
  faelle_bruch:
    titel: Fälle mit Bruch
    kurz: Fälle
    beschreibung: Alle Fälle des Jahres mit einem Bruch.
    merkmal: faelle
    zeit: Jahr
    einheit: Fälle
    art: anzahl
    dezimalen: 0
    ebenen: [gemeinde]
    definition: eigene
    gueltig_ab: 2005
    brueche:
      - {ab: 2014, grund: "neue Zählweise"}
"""

NAMES = {
    "06": "Hessen",
    "06999": "Musterkreis",
    "06999001": "Adorf",
    "06999002": "Bedorf",
    "06999003": "Cedorf",
}


class Places:
    """A directory of one made-up Kreis with three Gemeinden."""

    def area(self, key: str) -> Area | None:
        return Area(key, NAMES[key], NAMES[key]) if key in NAMES else None

    def children(self, key: str, level: Level) -> tuple[Area, ...]:
        return tuple(
            Area(item, name, name)
            for item, name in sorted(NAMES.items())
            if item != key and item.startswith(key) and level_of(item) is level
        )


def catalogue(folder: Path, indicators: str = INDICATORS, measures: str = MEASURES) -> Catalogue:
    """A catalogue of YAML texts."""
    for name, text in (("catalogue", indicators), ("measures", measures)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "probe.yaml").write_text(text, encoding="utf-8")
    return load_folders([(folder, "")])


def table(
    code: str, file: str = "", *, stand: str = "2024-01-01", base: str = "", publisher: str = "Amt"
) -> SourceTable:
    """A table of a delivery."""
    return SourceTable(file or f"{code}.csv", "0" * 64, "", 1, code, f"Tabelle {code}", publisher, stand, base)


_rows = iter(range(1, 10_000_000))


def cell(
    source: SourceTable,
    measure: str,
    area: str,
    period: Period,
    value: float | None,
    *,
    missing: Missing | None = None,
    quality: tuple[Quality, ...] = (),
    **pairs: str,
) -> Observation:
    """One observation; every call is a cell of its own."""
    return Observation(
        source,
        measure,
        area,
        NAMES.get(area, ""),
        level_of(area),
        period,
        tuple(sorted(pairs.items())),
        value,
        "",
        missing,
        quality,
        "Anzahl",
        next(_rows),
        2,
    )


def engine(folder: Path, *observations: Observation, order: tuple[str, ...] = ()) -> IndicatorEngine:
    """An engine over observations with the sample catalogue."""
    return IndicatorEngine(catalogue(folder), observations, gazetteer=Places(), source_order=order)


def differing(made_by: IndicatorEngine, kreis: str, *, last: int) -> list[Comparison[Figure]]:
    """Records of all indicators of the catalogue that differ when made from the deliveries instead of from entries."""
    land, bund = kreis[:2], "DG"
    peers = tuple(area.key for area in Gazetteer.bundled().children(kreis, Level.GEMEINDE))
    found = []
    for indicator in made_by.catalogue:
        periods = made_by.periods(indicator)[-last:]
        if not periods:
            continue
        scope = Scope(indicator, (land, kreis, *peers), periods, (kreis, land, bund), peers, kreis)
        breaks = made_by.catalogue.breaks(indicator, bases=False)
        fast = made_by.compare(scope).records()
        plain = compare(made_by.catalogue[indicator], breaks, made_by.evaluate, scope).records()
        found += [one for one, other in zip(fast, plain, strict=True) if one != other]
    return found
