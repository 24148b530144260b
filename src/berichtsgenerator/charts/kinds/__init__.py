"""The kinds of charts, one module each."""
