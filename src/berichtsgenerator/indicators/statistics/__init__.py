"""Methods of the field as plain functions of numbers."""
