"""Geometry files → polygons of areas by their official key."""
