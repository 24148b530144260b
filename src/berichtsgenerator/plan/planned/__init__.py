"""The planned document: the blocks of a report with the keys of their numbers, never with values."""
