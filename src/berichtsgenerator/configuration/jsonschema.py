"""JSON Schemas of the YAML files, for editors that complete and check while one writes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel


def german_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file that ``model`` validates; switches are written ``ja`` or ``nein``."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_switches(model.model_json_schema())}
    return {**found, "title": title}


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _switches(node: Any) -> Any:
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
