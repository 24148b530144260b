"""Layouts and their resolution: what a product contains, which numbers it asks for, and the finished document.

``load_layout`` reads and checks a layout file, ``resolve`` plans it (every number requested, every gap recorded, no
value known), ``render`` fills in the numbers of the protected register.
"""

from __future__ import annotations

from berichtsgenerator.plan.context import PlanContext
from berichtsgenerator.plan.loading import Layout, layout_path, load_layout
from berichtsgenerator.plan.planned import Gap, PlannedDocument
from berichtsgenerator.plan.render import render
from berichtsgenerator.plan.resolve import resolve
from berichtsgenerator.plan.salvage import salvage_layout, without_following

__all__ = [
    "Gap",
    "Layout",
    "PlanContext",
    "PlannedDocument",
    "layout_path",
    "load_layout",
    "render",
    "resolve",
    "salvage_layout",
    "without_following",
]
