"""The JSON Schemas of catalogue files, for editors that complete and check while one writes.

``python -m berichtsgenerator.indicators.schema [merkmale] > indikatoren.schema.json``
"""

from __future__ import annotations

import json
import sys
from typing import Any

from berichtsgenerator.indicators.definitions import CatalogueFile, MeasureFile


def catalogue_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file of indicators."""
    return _schema(CatalogueFile.model_json_schema(), "Indikatoren")


def measure_schema() -> dict[str, Any]:
    """JSON Schema of a file of measures."""
    return _schema(MeasureFile.model_json_schema(), "Merkmale")


def _schema(content: dict[str, Any], title: str) -> dict[str, Any]:
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_switches(content)}
    return {**found, "title": title}


def _switches(node: Any) -> Any:
    """Switches are written ``ja`` or ``nein``; what only the loader sets is no key of the file."""
    if isinstance(node, list):
        return [_switches(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _switches(item) for name, item in node.items()}
    if found.get("type") == "boolean":
        del found["type"]
        found["enum"] = ["ja", "nein", True, False]
        if isinstance(found.get("default"), bool):
            found["default"] = "ja" if found["default"] else "nein"
    return found


def main(arguments: list[str]) -> int:
    """Write a schema to standard output."""
    schema = measure_schema() if arguments == ["merkmale"] else catalogue_schema()
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
