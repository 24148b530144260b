"""From a specification to a drawing: which kind, how high, on which sheet."""

from __future__ import annotations

import math

from berichtsgenerator.charts.canvas import bars
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.charts.kinds import (
    dots,
    flows,
    heat,
    lines,
    lorenz,
    lying,
    panels,
    pyramid,
    scatter,
    slopes,
    standing,
    strips,
    waterfall,
)
from berichtsgenerator.charts.maps import maps
from berichtsgenerator.diagnostics import Diagnostic, Place, TypesettingError, error
from berichtsgenerator.document.drawings import Drawing
from berichtsgenerator.document.graphics import (
    BarChart,
    ChartSpec,
    DotChart,
    FlowChart,
    HeatTable,
    LineChart,
    LorenzChart,
    MapChart,
    Pyramid,
    ScatterChart,
    SlopeChart,
    SmallMultiples,
    StripChart,
    WaterfallChart,
    data_of,
)

_LEAST_WIDTH = 120.0
_LEAST_HEIGHT = 60.0
NOWHERE = Place()


def natural_height(spec: ChartSpec, width: float, style: ChartStyle | None = None) -> float:
    """The height in points that a chart wants at ``width`` points."""
    look = style or ChartStyle()
    match spec:
        case BarChart(horizontal=True):
            height = lying.lying_height(spec, width, look)
        case BarChart():
            height = standing.standing_height(spec, width, look)
        case LineChart():
            height = lines.line_height(spec, width, look)
        case Pyramid():
            height = pyramid.pyramid_height(spec, width, look)
        case MapChart():
            height = maps.map_height(spec, width, look)
        case DotChart():
            height = dots.dots_height(spec, width, look)
        case SlopeChart():
            height = slopes.slope_height(spec, width, look)
        case SmallMultiples():
            height = panels.panels_height(spec, width, look)
        case HeatTable():
            height = heat.heat_height(spec, width, look)
        case ScatterChart():
            height = scatter.scatter_height(spec, width, look)
        case StripChart():
            height = strips.strips_height(spec, width, look)
        case LorenzChart():
            height = lorenz.lorenz_height(spec, width, look)
        case WaterfallChart():
            height = waterfall.waterfall_height(spec, width, look)
        case FlowChart():
            height = flows.flows_height(spec, width, look)
    return round(max(height, _LEAST_HEIGHT), 2)


def problems(
    spec: ChartSpec, *, width: float, height: float | None = None, place: Place = NOWHERE
) -> tuple[Diagnostic, ...]:
    """Why a chart cannot be drawn at this size, with the ``place`` that asks for it; empty when it can."""
    found: list[Diagnostic] = []
    if width < _LEAST_WIDTH or (height is not None and height < _LEAST_HEIGHT):
        found.append(
            error(
                "diagramm-zu-klein",
                f"Eine Abbildung von {width:.0f} × {height or 0:.0f} Punkt ist zu klein für ein Diagramm.",
                place,
                f"Mindestens {_LEAST_WIDTH:.0f} Punkt Breite und {_LEAST_HEIGHT:.0f} Punkt Höhe vorsehen.",
            )
        )
    if isinstance(spec, BarChart) and not bars.known_mode(spec):
        found.append(
            error(
                "diagramm-art-unbekannt",
                f"Die Balkenart „{spec.mode}“ gibt es nicht.",
                place,
                "Möglich sind einzeln, gruppiert, gestapelt und prozent.",
            )
        )
    if any(datum.value is not None and not math.isfinite(datum.value) for datum in data_of(spec)):
        found.append(
            error(
                "diagramm-wert",
                "Ein Diagramm enthält einen Wert, der keine Zahl ist (unendlich oder unbestimmt).",
                place,
                "Die Formel des Indikators prüfen: wahrscheinlich wird durch null geteilt.",
            )
        )
    return tuple(found)


def draw_sheet(spec: ChartSpec, *, width: float, height: float | None = None, style: ChartStyle | None = None) -> Sheet:
    """A chart on its sheet; raises :class:`TypesettingError` for a chart that cannot be drawn at all."""
    look = style or ChartStyle()
    if found := problems(spec, width=width, height=height):
        raise TypesettingError(found)
    sheet = Sheet(width, natural_height(spec, width, look) if height is None else height, look)
    match spec:
        case BarChart(horizontal=True):
            lying.draw_lying(spec, sheet)
        case BarChart():
            standing.draw_standing(spec, sheet)
        case LineChart():
            lines.draw_lines(spec, sheet)
        case Pyramid():
            pyramid.draw_pyramid(spec, sheet)
        case MapChart():
            maps.draw_map(spec, sheet)
        case DotChart():
            dots.draw_dots(spec, sheet)
        case SlopeChart():
            slopes.draw_slopes(spec, sheet)
        case SmallMultiples():
            panels.draw_panels(spec, sheet)
        case HeatTable():
            heat.draw_heat(spec, sheet)
        case ScatterChart():
            scatter.draw_scatter(spec, sheet)
        case StripChart():
            strips.draw_strips(spec, sheet)
        case LorenzChart():
            lorenz.draw_lorenz(spec, sheet)
        case WaterfallChart():
            waterfall.draw_waterfall(spec, sheet)
        case FlowChart():
            flows.draw_flows(spec, sheet)
    return sheet


def draw(spec: ChartSpec, *, width: float, height: float | None = None, style: ChartStyle | None = None) -> Drawing:
    """Draw a chart of ``width`` points (and ``height``, None: its natural height) as a display list for the page."""
    return draw_sheet(spec, width=width, height=height, style=style).drawing()
