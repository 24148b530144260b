"""Layouts and their resolution: what a product contains, which numbers it asks for, and the finished document.

``load_layout`` reads and checks a layout file, ``resolve`` plans it (every number requested, every gap recorded, no
value known), ``render`` fills in the numbers of the protected register.
"""

from __future__ import annotations

from berichtsgenerator.plan.book.resolve import resolve
from berichtsgenerator.plan.desk.context import PlanContext
from berichtsgenerator.plan.layout.loading import Layout, layout_path, load_layout
from berichtsgenerator.plan.layout.salvage import salvage_layout, without_following
from berichtsgenerator.plan.planned.document import PlannedDocument
from berichtsgenerator.plan.planned.lacks import Gap
from berichtsgenerator.plan.printing.render import render

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
