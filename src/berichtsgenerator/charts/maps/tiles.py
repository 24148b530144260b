"""Tile maps: areas on a compact square grid, as near as possible to where they lie.

Several grids are tried; on each the areas are assigned to cells by linear assignment (shortest augmenting paths, after
Jonker and Volgenant 1987) with squared distances as cost; the grid that keeps places and neighbours best wins. The
result depends on the centres only, so every map of a report has the same arrangement.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Cell = tuple[int, int]
Floats = NDArray[np.float64]


def assign(costs: Floats) -> list[int]:
    """The column assigned to each row of a cost matrix (rows ≤ columns) with the least total cost; deterministic."""
    rows, columns = costs.shape
    if rows > columns:
        raise ValueError("more rows than columns")
    row_price = np.zeros(rows + 1)
    column_price = np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)  # 1-based row that holds a column, 0: free
    for row in range(1, rows + 1):
        owner[0] = row
        column = 0
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=int)
        used = np.zeros(columns + 1, dtype=bool)
        while owner[column]:
            used[column] = True
            current = owner[column]
            reduced = costs[current - 1] - row_price[current] - column_price[1:]
            free = ~used[1:]
            better = free & (reduced < least[1:])
            least[1:][better] = reduced[better]
            came_from[1:][better] = column
            candidates = np.where(free, least[1:], np.inf)
            following = int(np.argmin(candidates)) + 1
            step = candidates[following - 1]
            row_price[owner[used]] += step
            column_price[used] -= step
            least[~used] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = int(came_from[column])
    result = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result


def _metric(centres: tuple[tuple[float, float], ...]) -> Floats:
    """Centres in comparable units: degrees are made local kilometres."""
    points = np.asarray(centres, dtype=float)
    if np.all(np.abs(points[:, 0]) <= 180) and np.all(np.abs(points[:, 1]) <= 90):
        points = points * np.array([111.32 * math.cos(math.radians(float(points[:, 1].mean()))), 110.57])
    moved: Floats = points - points.min(axis=0)
    return moved


def _neighbours(points: Floats) -> list[tuple[int, int]]:
    """Pairs of areas that lie side by side (Gabriel graph: no third centre in the circle over the pair)."""
    squared = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    pairs = []
    for one in range(len(points)):
        for other in range(one + 1, len(points)):
            through = squared[one] + squared[other]
            through[[one, other]] = np.inf
            if through.min(initial=np.inf) >= squared[one, other] - 1e-9:
                pairs.append((one, other))
    return pairs


def _distortion(points: Floats, cells: Floats, pairs: list[tuple[int, int]]) -> float:
    """How far neighbours are torn apart or turned: mean of distance beyond one cell and of the angle's error."""
    if not pairs:
        return 0.0
    total = 0.0
    for one, other in pairs:
        there = points[other] - points[one]
        here = cells[other] - cells[one]
        distance = float(np.abs(here).max())
        cosine = float(there @ here) / (float(np.hypot(*there)) * float(np.hypot(*here)) + 1e-12)
        total += (distance - 1.0) + (1.0 - cosine)
    return total / len(pairs)


def _equalised(values: Floats) -> Floats:
    """Half place, half rank: pulls crowded centres apart so that the grid fills evenly."""
    span = float(values.max() - values.min())
    if span <= 0:
        return np.zeros_like(values)
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    ranks = order / max(len(values) - 1, 1)
    mixed: Floats = 0.65 * (values - values.min()) / span + 0.35 * ranks
    return mixed


@lru_cache(maxsize=64)
def arrange(centres: tuple[tuple[float, float], ...]) -> tuple[Cell, ...]:
    """Column and row (from the top) of each area; ``centres`` are longitude and latitude, or metres."""
    count = len(centres)
    if count == 0:
        return ()
    points = _metric(centres)
    width, height = (max(float(extent), 1e-9) for extent in points.max(axis=0))
    ratio = min(max(width / height, 0.2), 5.0)
    pairs = _neighbours(points)
    spread_x, spread_y = _equalised(points[:, 0]), _equalised(points[:, 1])
    best: tuple[float, tuple[Cell, ...]] | None = None
    middle = math.sqrt(count * 1.25 * ratio)
    for columns in range(max(1, math.floor(middle * 0.75)), math.ceil(middle * 1.3) + 1):
        for rows in range(math.ceil(count / columns), math.ceil(count * 1.55 / columns) + 1):
            grid = np.array([(column, row) for row in range(rows) for column in range(columns)], dtype=float)
            wanted = np.column_stack((spread_x * (columns - 1), (1 - spread_y) * (rows - 1)))
            costs = ((wanted[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
            chosen = assign(costs)
            cells = grid[chosen]
            moved = float(costs[np.arange(count), chosen].mean())
            torn = _distortion(points, cells * np.array([1.0, -1.0]), pairs)
            stretched = abs(math.log(columns / rows / ratio))
            empty = columns * rows / count - 1
            score = torn + 0.35 * moved + 0.4 * stretched + 0.25 * empty
            if best is None or score < best[0] - 1e-12:
                best = (score, tuple((int(column), int(row)) for column, row in cells))
    if best is None:
        raise ValueError("no grid")
    left = min(column for column, _ in best[1])
    above = min(row for _, row in best[1])
    return tuple((column - left, row - above) for column, row in best[1])
