"""Charts and maps in keys."""
