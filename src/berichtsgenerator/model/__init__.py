"""The field's words as small frozen types that every room may import: areas, periods, units, marks, observations."""
