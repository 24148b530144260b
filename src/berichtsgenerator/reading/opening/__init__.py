"""A file → its sheets as grids of cells, safely, whatever format it has."""
