"""The JSON Schema of layout files, for editors that complete and check while one writes.

``python -m berichtsgenerator.plan.schema [projekt] > layout.schema.json``
"""

from __future__ import annotations

import json
import sys
from typing import Any

from berichtsgenerator.configuration.project import Project
from berichtsgenerator.plan.layoutmodel import LayoutModel


def layout_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a layout file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_german_switches(LayoutModel.model_json_schema()),
        "title": "Layout eines Berichts",
    }


def project_schema() -> dict[str, Any]:
    """JSON Schema of ``projekt.yaml``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_german_switches(Project.model_json_schema()),
        "title": "Projekt",
    }


def _german_switches(node: Any) -> Any:
    """Switches are written ``ja`` or ``nein``."""
    if isinstance(node, list):
        return [_german_switches(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _german_switches(item) for name, item in node.items()}
    if found.get("type") == "boolean":
        del found["type"]
        found["enum"] = ["ja", "nein", True, False]
        if isinstance(found.get("default"), bool):
            found["default"] = "ja" if found["default"] else "nein"
    return found


def main(arguments: list[str]) -> int:
    """Write a schema to standard output."""
    schema = project_schema() if arguments == ["projekt"] else layout_schema()
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
