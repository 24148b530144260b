"""TopoJSON as features: shared arcs become rings (TopoJSON 1.0, 2.1 to 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Position = tuple[float, float]


def features_of(topology: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The polygons of all objects as GeoJSON features; raises KeyError, TypeError, ValueError for a broken file."""
    arcs = _arcs(topology)
    for name in sorted(topology["objects"]):
        for item in _members(topology["objects"][name]):
            yield {
                "id": item.get("id"),
                "properties": dict(item.get("properties") or {}),
                "geometry": _geometry(item, arcs),
            }


def _members(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if item.get("type") == "GeometryCollection":
        for inner in item["geometries"]:
            yield from _members(inner)
    else:
        yield item


def _arcs(topology: Mapping[str, Any]) -> list[list[Position]]:
    """The arcs in coordinates: with a transform they are steps on a grid."""
    transform = topology.get("transform")
    found = []
    for arc in topology["arcs"]:
        if transform is None:
            found.append([(float(point[0]), float(point[1])) for point in arc])
            continue
        (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def _geometry(item: Mapping[str, Any], arcs: Sequence[list[Position]]) -> dict[str, Any] | None:
    kind = item.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, arcs) for ring in item["arcs"]]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[_ring(ring, arcs) for ring in part] for part in item["arcs"]]}
    return None


def _ring(indices: Sequence[int], arcs: Sequence[list[Position]]) -> list[Position]:
    """The arcs one after the other; a negative index (its ones' complement) runs backwards."""
    points: list[Position] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points
