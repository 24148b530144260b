"""Charts and maps: a specification becomes a drawing in the document's own typefaces.

``draw`` gives the display list that typesetting writes on the page; ``natural_height`` the height a chart wants at a
width; both are pure functions of their input. This is the only room that knows matplotlib.
"""

from __future__ import annotations

from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.charts.drawing import draw, draw_sheet, natural_height, problems

__all__ = ["ChartStyle", "draw", "draw_sheet", "natural_height", "problems"]
