"""A new project for a Kreis: the folder that ``bericht neu`` makes.

The folder holds a commented ``projekt.yaml``, copies of the bundled layouts with their texts, and an empty folder for
the deliveries. Nothing that exists is overwritten.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from berichtsgenerator.build.resources import bundled_layouts
from berichtsgenerator.diagnostics import ConfigurationError, OutputError, Place, error
from berichtsgenerator.model.areas import Area, Level, is_area_key, level_of
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.wholefile import describe_os_error

_PROJECT = """\
# Projektdatei: alles, was nur dieser Kreis betrifft. Alle Schlüssel erklärt das Handbuch (docs/handbuch/projekt.md).
kreis: "{key}"
titel: Bericht zur sozialen Lage
untertitel: "{name}"
herausgeber: "{publisher}"
# impressum:
#   - Fachbereich, Anschrift, Ansprechstelle

# Ordner, von dieser Datei aus gesehen
datenordner: data_in
ausgabeordner: out
layoutordner: layouts

geheimhaltung:
  mindestzahl: 3 # Anzahlen von 1 und 2 werden nicht gedruckt
  # quellen:     # veröffentlichte Statistiken haben ihre Geheimhaltung schon hinter sich
  #   - {{muster: "12411-*", regel: veroeffentlicht}}
# ausgelassen:   # Lieferungen im Datenordner, die nicht gelesen werden sollen
#   - {{muster: "alt/*", grund: "Frühere Fassungen."}}
ausgabe: oeffentlich # intern: alle Zahlen, eigene Datei mit Vermerk
"""

_DATA = """\
In diesen Ordner gehören die Lieferungen, wie sie kommen: Tabellen der Regionaldatenbank (CSV oder XLSX), Hefte der
Bundesagentur für Arbeit, Auszüge aus den Registern des Kreises. Nichts darin muss umbenannt oder bereinigt werden.

Wie eine Datei gelesen wird, zeigt:  bericht lesen DATEI
"""


def create_project(folder: Path, key: str, gazetteer: Gazetteer) -> tuple[Area, tuple[Path, ...]]:
    """Make a project for the Kreis ``key`` in ``folder``; returns the Kreis and the files written.

    Raises ConfigurationError for a key that is no Kreis or a folder that holds something already, OutputError when
    something cannot be written.
    """
    place = Place(file=str(folder))
    if not is_area_key(key) or level_of(key) is not Level.KREIS:
        message = f"„{key}“ ist kein Schlüssel eines Kreises."
        raise ConfigurationError(error("kreis-schluessel", message, advice="Ein Kreis hat fünf Ziffern, etwa 06432."))
    area = gazetteer.area(key)
    if area is None:
        message = f"Einen Kreis mit dem Schlüssel {key} führt das Gemeindeverzeichnis nicht."
        raise ConfigurationError(error("kreis-unbekannt", message, advice="Prüfen Sie den Schlüssel."))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "Der Ordner ist nicht leer; es wird nichts überschrieben."
        raise ConfigurationError(error("ordner-belegt", message, place, "Nennen Sie einen neuen Ordner."))
    name = _readable(area)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        project = folder / "projekt.yaml"
        publisher = f"{name}, Sozialplanung"
        project.write_text(_PROJECT.format(key=key, name=name, publisher=publisher), encoding="utf-8")
        data = folder / "data_in"
        data.mkdir()
        guide = data / "LIES_MICH.txt"
        guide.write_text(_DATA, encoding="utf-8")
        layouts = folder / "layouts"
        shutil.copytree(bundled_layouts(), layouts)
    except OSError as problem:
        raise OutputError(describe_os_error(problem, folder)) from problem
    return area, (project, guide, layouts)


def _readable(area: Area) -> str:
    """„Darmstadt-Dieburg, Landkreis“ in the order of speech."""
    head, comma, tail = area.name.partition(", ")
    return f"{tail} {head}" if comma and tail.startswith(("Landkreis", "Kreis")) else area.name
