"""Blocks to pages: fonts, styles, paragraphs, statistical tables, contents. The only home of reportlab.

typeset(document, style=HouseStyle(), drawings=…, hyphenate=…) -> TypesetResult
"""

from berichtsgenerator.typesetting.engine import Progress, typeset
from berichtsgenerator.typesetting.text.composer import Drawings, Hyphenate, no_hyphens
from berichtsgenerator.typesetting.text.style import HouseStyle, TableStyle

__all__ = ["Drawings", "HouseStyle", "Hyphenate", "Progress", "TableStyle", "no_hyphens", "typeset"]
