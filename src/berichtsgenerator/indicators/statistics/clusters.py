"""Types of areas: areas with alike values put together (Ward's method on standardised indicators).

The result does not depend on chance: no random starts. Types are numbered by the mean of their first indicator, lowest
first; how well an area fits its type is told by its silhouette (1 = clear, below 0 = rather another type).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class AreaTypes:
    """The type (from 1) and the silhouette of each area, the means of each type in the indicators' own units, and the
    areas left out because a value is missing.
    """

    types: Mapping[str, int]
    silhouettes: Mapping[str, float]
    means: tuple[Mapping[str, float], ...]
    left_out: tuple[str, ...]

    @property
    def quality(self) -> float:
        """Mean silhouette: over 0.5 the types are distinct, below 0.25 they are hardly there."""
        return float(np.mean(list(self.silhouettes.values())))


def area_types(indicators: Mapping[str, Mapping[str, float]], count: int) -> AreaTypes:
    """``count`` types of the areas by indicators ``{name: {area: value}}``; every indicator weighs the same.

    Raises ValueError when there are fewer areas than types plus one, or an indicator does not vary.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    names = list(indicators)
    areas = sorted({area for values in indicators.values() for area in values})
    kept = [area for area in areas if all(area in indicators[name] for name in names)]
    if count < 2 or len(kept) <= count:
        raise ValueError("fewer areas than types")
    raw = np.array([[indicators[name][area] for name in names] for area in kept], dtype=float)
    deviation = raw.std(axis=0)
    if (deviation == 0).any():
        raise ValueError("an indicator is the same everywhere")
    points = (raw - raw.mean(axis=0)) / deviation
    found = fcluster(linkage(points, method="ward"), t=count, criterion="maxclust")
    order = sorted(set(found.tolist()), key=lambda number: (float(raw[found == number, 0].mean()), number))
    number_of = {old: new for new, old in enumerate(order, start=1)}
    types = {area: number_of[int(old)] for area, old in zip(kept, found, strict=True)}
    means = tuple({name: float(raw[found == old, column].mean()) for column, name in enumerate(names)} for old in order)
    silhouettes = _silhouettes(points, found.tolist())
    return AreaTypes(
        types,
        dict(zip(kept, silhouettes, strict=True)),
        means,
        tuple(area for area in areas if area not in types),
    )


def _silhouettes(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]], found: Sequence[int]) -> list[float]:
    distances = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    labels = np.array(found)
    result = []
    for row, own in enumerate(found):
        same = labels == own
        if same.sum() == 1:
            result.append(0.0)
            continue
        inside = float(distances[row, same].sum() / (same.sum() - 1))
        outside = min(float(distances[row, labels == other].mean()) for other in sorted(set(found)) if other != own)
        result.append((outside - inside) / max(inside, outside))
    return result
