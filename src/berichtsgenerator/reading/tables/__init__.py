"""A sheet → its tables: where they are, what their heads, stubs and rows mean, one observation a figure."""
