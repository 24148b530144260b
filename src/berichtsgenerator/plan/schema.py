"""The JSON Schema of layout files, for editors that complete and check while one writes.

``python -m berichtsgenerator.plan.schema [projekt] > layout.schema.json``
"""

from __future__ import annotations

import sys
from typing import Any

from berichtsgenerator.configuration.jsonschema import german_schema, schema_text
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.plan.layout.whole import LayoutModel


def layout_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a layout file."""
    return german_schema(LayoutModel, "Layout eines Berichts")


def project_schema() -> dict[str, Any]:
    """JSON Schema of ``projekt.yaml``."""
    return german_schema(Project, "Projekt")


def main(arguments: list[str]) -> int:
    """Write a schema to standard output."""
    sys.stdout.write(schema_text(project_schema() if arguments == ["projekt"] else layout_schema()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
