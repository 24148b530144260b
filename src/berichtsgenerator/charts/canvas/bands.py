"""Bands behind lines: the range of a forecast or of an expectation, filled lightly and bordered thinly.

A missing end is a gap; a protected end hides the band there, so that nothing can be measured.
"""

from __future__ import annotations

from collections.abc import Callable

from berichtsgenerator.charts.canvas.scales import Scale
from berichtsgenerator.charts.canvas.sheet import Point, Sheet
from berichtsgenerator.charts.canvas.style import WHITE, mix
from berichtsgenerator.document.graphics import Band

BAND_LOOKS = ("graues Band", "schraffiertes Band", "helles Band")
"""How the nth band looks, in the words of the note below the chart."""
_SHARES = (0.55, 0.8, 0.85)


def draw_band(sheet: Sheet, band: Band, number: int, scale: Scale, place: Callable[[float], float]) -> None:
    """Draw the stretches of a band in which both ends are known."""
    style = sheet.style
    look = number % len(BAND_LOOKS)
    for run in _runs(band, scale, place):
        if len(run) == 1:
            x, low, high = run[0]
            sheet.line(((x, low), (x, high)), style.axis, weight=3.0)
            continue
        lower: list[Point] = [(x, low) for x, low, _ in run]
        upper: list[Point] = [(x, high) for x, _, high in run]
        fill = mix(style.axis, WHITE, _SHARES[look])
        hatch = "//" if look == 1 else ""
        sheet.polygon([*lower, *reversed(upper)], fill=fill, hatch=hatch, hatch_colour=style.axis)
        sheet.line(lower, style.axis, weight=0.5)
        sheet.line(upper, style.axis, weight=0.5)


def _runs(band: Band, scale: Scale, place: Callable[[float], float]) -> list[list[tuple[float, float, float]]]:
    found: list[list[tuple[float, float, float]]] = [[]]
    for point in sorted(band.points, key=lambda item: item.x):
        if point.low.value is None or point.high.value is None:
            found.append([])
        else:
            found[-1].append((place(point.x), scale(point.low.value), scale(point.high.value)))
    return [run for run in found if run]
