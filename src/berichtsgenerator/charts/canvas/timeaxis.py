"""Time axes: years, or months with their years."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from berichtsgenerator.charts.canvas.scales import thin
from berichtsgenerator.charts.canvas.sheet import Sheet

Placer = Callable[[float], float]
"""From decimal years to points."""

_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_NEAR = 1e-6


def year_axis(sheet: Sheet, times: Sequence[float], place: Placer, bottom: float) -> None:
    """A tick each year, as many years as fit; the last one is always printed."""
    style = sheet.style
    years = list(range(math.floor(times[0] + _NEAR), math.ceil(times[-1] - _NEAR) + 1))
    years = [year for year in years if times[0] - 0.02 <= year <= times[-1] + 0.02] or [round(times[0])]
    places = [place(float(year)) for year in years]
    widths = [style.width(str(year), style.small) for year in years]
    chosen = thin(places, widths, 5.0)
    sheet.lines([((x, bottom), (x, bottom - 2.5)) for x in places], style.axis)
    for index in chosen:
        sheet.text(places[index], bottom - 11, str(years[index]), size=style.small, colour=style.muted, align="center")


def month_axis(sheet: Sheet, low: float, high: float, place: Placer, bottom: float) -> None:
    """Years with their borders; for at most two and a half years the months."""
    style = sheet.style
    first, last = math.floor(low + _NEAR), math.floor(high - _NEAR)
    if high - low <= 2.5:
        start = math.ceil(low * 12 - 0.5 - _NEAR)
        months = [month for month in range(start, start + 33) if low - _NEAR <= (month + 0.5) / 12 <= high + _NEAR]
        places = [place((month + 0.5) / 12) for month in months]
        texts = [
            f"{_MONTHS[month % 12]} {month // 12}" if month % 12 == 0 or month == months[0] else _MONTHS[month % 12]
            for month in months
        ]
        widths = [style.width(text, style.small) for text in texts]
        sheet.lines([((x, bottom), (x, bottom - 2.5)) for x in places], style.axis)
        for index in thin(places, widths, 4.0, anchor_last=False):
            sheet.text(places[index], bottom - 11, texts[index], size=style.small, colour=style.muted, align="center")
        return
    borders = [place(float(year)) for year in range(first, last + 2) if low - _NEAR <= year <= high + _NEAR]
    sheet.lines([((x, bottom), (x, bottom - 4.0)) for x in borders], style.axis)
    years = list(range(first, last + 1))
    centres = []
    for year in years:
        centres.append((place(max(float(year), low)) + place(min(year + 1.0, high))) / 2)
    widths = [style.width(str(year), style.small) for year in years]
    shares = [place(min(year + 1.0, high)) - place(max(float(year), low)) for year in years]
    keep = [index for index in range(len(years)) if shares[index] >= min(widths[index] * 0.6, max(shares) * 0.5)]
    chosen = thin([centres[index] for index in keep], [widths[index] for index in keep], 4.0)
    for index in (keep[position] for position in chosen):
        sheet.text(centres[index], bottom - 11, str(years[index]), size=style.small, colour=style.muted, align="center")
