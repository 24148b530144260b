"""Population pyramids: men left, women right, ages in the middle, a compared population as outline.

Age groups of unequal width are drawn as in a histogram: height proportional to the years they span, length per year of
age, so areas compare. An open last group is drawn up to 100 years (at least one typical group high).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.legend import Entry, draw_legend, legend_height
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Point, Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle
from berichtsgenerator.document.graphics import AgeBar, Datum, Pyramid

_OLDEST = 100
_SMALLEST_LABEL = 7.6


@dataclass(frozen=True, slots=True)
class _Group:
    """An age group with its years on the axis."""

    bar: AgeBar
    lower: float
    upper: float

    @property
    def years(self) -> float:
        """Years of age that it spans."""
        return self.upper - self.lower


def groups(spec: Pyramid) -> tuple[_Group, ...]:
    """The age groups from young to old, the open one closed for drawing."""
    ages = sorted(spec.ages, key=lambda bar: bar.lower)
    closed = sorted(bar.upper - bar.lower for bar in ages if bar.upper is not None)
    typical = closed[len(closed) // 2] if closed else 1
    return tuple(
        _Group(bar, bar.lower, bar.upper if bar.upper is not None else max(_OLDEST, bar.lower + typical))
        for bar in ages
    )


def _uniform(found: Sequence[_Group]) -> bool:
    return len({group.years for group in found}) <= 1


def _short(group: _Group) -> str:
    bar = group.bar
    if bar.upper is None:
        return f"{bar.lower} und älter"
    if bar.upper - bar.lower == 1:
        return str(bar.lower)
    if bar.lower == 0:
        return f"unter {bar.upper}"
    return f"{bar.lower}–{bar.upper - 1}"


def pyramid_height(spec: Pyramid, width: float, style: ChartStyle) -> float:
    """Natural height of a pyramid."""
    found = groups(spec)
    years = sum(group.years for group in found) or 1.0
    least = min((group.years for group in found), default=1.0)
    plot = min(max(9.5 * years / least, 150.0), 240.0) if len(found) < 40 else 240.0
    return plot + 14.0 + 24.0 + legend_height(_entries(spec, style), width, style)


def _entries(spec: Pyramid, style: ChartStyle) -> list[Entry]:
    if not spec.compared_name:
        return []
    return [
        Entry(f"Balken: {spec.name}", style.series_colour(0)),
        Entry(f"Linie: {spec.compared_name}", style.text, outline=True),
    ]


def draw_pyramid(spec: Pyramid, sheet: Sheet) -> None:
    """Draw a population pyramid."""
    style = sheet.style
    found = groups(spec)
    uniform = _uniform(found)
    entries = _entries(spec, style)
    head = legend_height(entries, sheet.width, style) + 14.0
    bottom, top = 24.0, sheet.height - head
    if entries:
        draw_legend(sheet, entries, 0.0, sheet.height)
    low = min((group.lower for group in found), default=0.0)
    high = max((group.upper for group in found), default=1.0)

    def level(age: float) -> float:
        return bottom + (age - low) / (high - low) * (top - bottom)

    heights = [level(group.upper) - level(group.lower) for group in found]
    named = bool(heights) and min(heights) >= _SMALLEST_LABEL
    if named:
        middle_width = max(style.width(_short(group), style.small) for group in found) + 12
    else:
        middle_width = style.width("100", style.small) + 14
    centre = sheet.width / 2
    half = (sheet.width - middle_width) / 2

    def lengths(datum: Datum | None, group: _Group) -> float | None:
        if datum is None or datum.value is None:
            return None
        return datum.value if uniform else datum.value / group.years

    values = [
        value
        for group in found
        for datum in (group.bar.left, group.bar.right, group.bar.left_compared, group.bar.right_compared)
        if (value := lengths(datum, group)) is not None
    ]
    label_room = _label_room(found, style) if named else 2.0
    reach = half - label_room
    count = max(2, min(4, int(reach / 42)))
    scale = make_scale(values, 0.0, reach, count=count, from_zero=True, tight=True)
    if scale is not None:
        # the outermost tick's number must not leave the sheet
        overhang = scale(scale.ticks[-1]) + style.width(scale.labels[-1], style.small) / 2 - half
        if overhang > 0:
            scale = make_scale(values, 0.0, reach - overhang, count=count, from_zero=True, tight=True)
    sheet.text(centre - middle_width / 2, top + 4, spec.left_label, align="right", face="sans-bold")
    sheet.text(centre + middle_width / 2, top + 4, spec.right_label, face="sans-bold")
    if scale is None:
        sheet.text(centre, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center", face="sans-italic")
        return
    unit = spec.unit if uniform else f"{spec.unit} je Altersjahr".strip()
    opened = [group for group in found if group.bar.upper is None and group.years > 1]
    if opened:
        unit += f" (ab {opened[0].bar.lower} Jahren auf {opened[0].years:.0f} Altersjahre verteilt)"
    for side in (-1, 1):
        base = centre + side * middle_width / 2
        sheet.lines(
            [((base + side * scale(tick), bottom), (base + side * scale(tick), top)) for tick in scale.ticks if tick],
            style.grid,
        )
        for tick, label in zip(scale.ticks, scale.labels, strict=True):
            sheet.text(
                base + side * scale(tick), bottom - 10, label, size=style.small, colour=style.muted, align="center"
            )
    sheet.text(centre, 3.0, unit, size=style.small, colour=style.muted, align="center")
    gap = 0.8 if min(heights) > 4 else 0.0
    for side, pick, fill in ((-1, _left, style.series_colour(0)), (1, _right, style.series_colour(1))):
        base = centre + side * middle_width / 2
        for group in found:
            y0, y1 = level(group.lower), level(group.upper)
            datum, compared = pick(group.bar)
            value = lengths(datum, group)
            if value is None:
                if y1 - y0 >= style.small * 0.8:
                    sheet.text(
                        base + side * 3,
                        (y0 + y1) / 2,
                        datum.label,
                        size=style.small,
                        colour=style.muted,
                        align="left" if side > 0 else "right",
                        middle=True,
                    )
                continue
            if gap:
                x = base + side * scale(value)
                sheet.rectangle(min(base, x), y0 + gap / 2, abs(x - base), y1 - y0 - gap, fill=fill)
            if named:
                end = max(value, lengths(compared, group) or 0.0)
                sheet.text(
                    base + side * (scale(end) + 3.5),
                    (y0 + y1) / 2,
                    datum.label,
                    size=style.small,
                    align="left" if side > 0 else "right",
                    middle=True,
                )
        if not gap:
            # thin bars touch: one area, so that no hairlines show between them
            for run in _steps(
                [(group, lengths(pick(group.bar)[0], group)) for group in found], base, side, scale, level
            ):
                sheet.polygon([(base, run[0][1]), *run, (base, run[-1][1])], fill=fill)
        _outline(sheet, [(group, lengths(pick(group.bar)[1], group)) for group in found], base, side, scale, level)
        sheet.line(((base, bottom), (base, top)), style.axis, weight=0.7)
    if named:
        for group in found:
            y = (level(group.lower) + level(group.upper)) / 2
            sheet.text(centre, y, _short(group), size=style.small, align="center", middle=True)
    else:
        step = 10 if high - low > 40 else 5
        for age in range(int(-(-low // step) * step), int(high) + 1, step):
            sheet.text(centre, level(age), str(age), size=style.small, colour=style.muted, align="center", middle=True)


def _left(bar: AgeBar) -> tuple[Datum, Datum | None]:
    return bar.left, bar.left_compared


def _right(bar: AgeBar) -> tuple[Datum, Datum | None]:
    return bar.right, bar.right_compared


def _label_room(found: Sequence[_Group], style: ChartStyle) -> float:
    return (
        max(style.width(datum.label, style.small) for group in found for datum in (group.bar.left, group.bar.right)) + 7
    )


def _steps(
    values: Sequence[tuple[_Group, float | None]],
    base: float,
    side: int,
    scale: Scale,
    level: Callable[[float], float],
) -> list[list[Point]]:
    """Corners of a stepped line over the groups from young to old; a missing group interrupts it."""
    runs: list[list[Point]] = []
    joined = False
    for group, value in values:
        if value is None:
            joined = False
            continue
        if not joined:
            runs.append([])
        joined = True
        x = base + side * scale(value)
        runs[-1] += [(x, level(group.lower)), (x, level(group.upper))]
    return runs


def _outline(
    sheet: Sheet,
    values: Sequence[tuple[_Group, float | None]],
    base: float,
    side: int,
    scale: Scale,
    level: Callable[[float], float],
) -> None:
    """The compared population as a stepped line on a white one."""
    for points in _steps(values, base, side, scale, level):
        sheet.line(points, WHITE, weight=2.0)
        sheet.line(points, sheet.style.text, weight=1.0)
