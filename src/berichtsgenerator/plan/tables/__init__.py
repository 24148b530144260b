"""Tables and key figures in keys."""
