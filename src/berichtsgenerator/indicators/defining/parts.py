"""What definitions of indicators and measures share: words of the YAML files, breaks, ages."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from berichtsgenerator.configuration.yamlfile import NAME_PATTERN, Strict, YesNo
from berichtsgenerator.indicators.defining.ages import Ages, parse_ages
from berichtsgenerator.model.areas import Level

Identifier = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
LevelWord = Literal["bund", "land", "regierungsbezirk", "kreis", "gemeinde", "einrichtung"]
LEVELS: dict[str, Level] = {level.label: level for level in Level}
PeriodWord = Literal["jahr", "monat", "quartal", "schuljahr", "stichtag"]
AGE = "alter"


class Record(Strict):
    """What every record of a catalogue is: frozen, and without keys that nobody knows."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=False, ignored_types=(property,)
    )


def single_ages(text: str) -> tuple[str, ...]:
    """``einzeln 1-74`` as single ages; any other text as it is."""
    found = re.fullmatch(r"einzeln (\d{1,3})-(\d{1,3})", text)
    if found is None:
        return (text,)
    return tuple(Ages(number, number + 1).words for number in range(int(found[1]), int(found[2]) + 1))


def with_ages(value: dict[str, str]) -> dict[str, str]:
    """A breakdown; raises ValueError when its age is none."""
    if AGE in value and parse_ages(value[AGE]) is None:
        raise ValueError(f"„{value[AGE]}“ ist kein Alter. Erlaubt sind z. B. 0-14, 65+, unter 3 Jahre.")
    return value


class Break(Record):
    """A break of the series: values from ``year`` on are not to be compared with earlier ones."""

    year: int = Field(alias="ab", ge=1900, le=2200)
    month: int = Field(alias="monat", default=1, ge=1, le=12)
    reason: str = Field(alias="grund", min_length=3)
    harmless: YesNo = Field(alias="unschaedlich", default=False)
