"""Deliveries made by code in the styles of German publishers, each with the truth known from its making.

What they hold was written from the look of the publishers' tables, before it was tried how the reader takes it.
"""

from __future__ import annotations

from made import agencies, bund, federal, kreis, laender, laender_nord, offices, shapes, shapes_more, traps

MODULES = (laender, laender_nord, bund, federal, agencies, kreis, offices, shapes, shapes_more, traps)
CASES = tuple(case for module in MODULES for case in module.CASES)
"""All deliveries, as functions that make them."""
