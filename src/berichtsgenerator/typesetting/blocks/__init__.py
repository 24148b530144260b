"""Blocks as units of the flow: running text, figures, key figures, pictures, contents, the index."""
