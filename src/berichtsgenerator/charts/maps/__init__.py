"""Maps of areas: polygons or tiles, classes or circles, labels and keys."""
