"""What is left of a layout with mistakes, so that the mistakes behind them are told in the same call.

Comes in: a layout file that ``load_layout`` refused. Goes out: a layout without the parts that do not hold. It is never
made into a document; planning it only shows what else is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from berichtsgenerator.configuration.project import Project
from berichtsgenerator.configuration.yamltree import parse, read_text
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic
from berichtsgenerator.plan.layout.loading import Layout, layout_folder, shown_name
from berichtsgenerator.plan.layout.whole import LayoutModel

_ROUNDS = 8
_BLOCK_LISTS = ("inhalt", "vorspann")
_FOLLOWING = frozenset({"verweis-unbekannt", "daten-unbekannt", "text-fehlt", "text-pfad"})
"""Findings that a part taken out may cause, or that loading has told already."""


def salvage_layout(path: Path, project: Project) -> Layout | None:
    """The layout of a file without the keys and blocks that do not hold; None when too little is left."""
    shown = shown_name(path, project)
    try:
        data, places = parse(read_text(path, shown=shown), shown=shown)
    except ConfigurationError:
        return None
    for _ in range(_ROUNDS):
        try:
            model = LayoutModel.model_validate(data)
        except ValidationError as problem:
            mistakes = problem.errors(include_url=False)
            if not all(_take_out(data, item["loc"], unknown=item["type"] == "extra_forbidden") for item in mistakes):
                return None
        else:
            return Layout(model, places, layout_folder(path, project), {})
    return None


def _take_out(data: Any, loc: Iterable[str | int], *, unknown: bool) -> bool:
    """Take the unknown key, or the block around a mistake, out of plain data; False when there is no such block."""
    node = data
    block: tuple[list[Any], int] | None = None
    above: tuple[dict[str, Any], str] | None = None
    key: str | int = ""
    for part in loc:
        if isinstance(node, dict) and isinstance(part, str) and part in node:
            above, node = (node, part), node[part]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            if key in _BLOCK_LISTS:
                block = (node, part)
            above, node = None, node[part]
        else:
            continue
        key = part
    if unknown and above is not None:
        above[0].pop(above[1], None)
        return True
    if block is None:
        return False
    blocks, index = block
    blocks[index] = {"seitenumbruch": {}}
    return True


def without_following(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of a salvaged layout that its own file is to blame for."""
    return tuple(item for item in found if item.code not in _FOLLOWING)
