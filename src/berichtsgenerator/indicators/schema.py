"""The JSON Schemas of catalogue files, for editors that complete and check while one writes.

``python -m berichtsgenerator.indicators.schema [merkmale] > indikatoren.schema.json``
"""

from __future__ import annotations

import sys
from typing import Any

from berichtsgenerator.configuration.jsonschema import german_schema, schema_text
from berichtsgenerator.indicators.defining.definitions import CatalogueFile
from berichtsgenerator.indicators.defining.measures import MeasureFile


def catalogue_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file of indicators."""
    return german_schema(CatalogueFile, "Indikatoren")


def measure_schema() -> dict[str, Any]:
    """JSON Schema of a file of measures."""
    return german_schema(MeasureFile, "Merkmale")


def main(arguments: list[str]) -> int:
    """Write a schema to standard output."""
    sys.stdout.write(schema_text(measure_schema() if arguments == ["merkmale"] else catalogue_schema()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
