"""What the columns of a table can hold, and what was learned of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from berichtsgenerator.reading.tables.places import (
    Scheme,
)


class ColumnRole(Enum):
    """What a column holds."""

    EMPTY = "leer"
    KEY = "Schlüssel"
    KEY_PART = "Teil des Schlüssels"
    KEY_NAME = "Schlüssel und Name"
    NAME = "Name"
    PERIOD = "Zeit"
    MONTH = "Monat"
    LABEL = "Vorspalte"
    UPPER = "übergeordnetes Gebiet"
    UNIT = "Einheit"
    NUMBER = "Nummer der Einrichtung"
    INSTITUTION = "Einrichtung"
    RUNNING = "laufende Nummer"
    ATTRIBUTE = "Angabe zur Zeile"
    VALUE = "Wert"
    TEXT = "Text"


@dataclass(slots=True)
class Columns:
    """Roles by column, and what was learned of keys on the way."""

    roles: list[ColumnRole]
    headers: list[str]
    scheme: Scheme = field(default_factory=Scheme)
    within: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    parts_of_town: bool = False
    """The column of names (or of codes) holds parts of one town: Stadtteile, Quartiere, planning areas."""
    unnamed: bool = False
    """A column says that it names areas, and none of them is known: the table's rows are no parts of another area."""
    foreign: list[int] = field(default_factory=list)
    """Columns of units that are no official areas (Wahlkreise); their rows are areas only where they say Land or
    Bund.
    """
    associations: bool = False
    """The head says that rows are associations of Gemeinden: only those that are Gemeinden themselves are read."""
    prefix: str = ""
    """What stands before every name of the column of names (``Ausgaben, Hessen``)."""

    def where(self, role: ColumnRole) -> list[int]:
        """Columns of a role, from left to right."""
        return [index for index, own in enumerate(self.roles) if own is role]
