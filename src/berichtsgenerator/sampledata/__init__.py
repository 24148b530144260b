"""Sample deliveries: one simulated, seeded world of a Kreis, written in the shapes of the true publishers.

What is known of the Kreis (names, keys, population, anchor values) is data under ``data/``, with its sources; the code
knows of no Kreis. Everything written is marked as sample data.
"""

SAMPLE_NOTE = "Musterdaten – erzeugt zur Erprobung, keine amtlichen Zahlen"
"""The line that every data sheet carries (in ISO-8859-1 files with a plain hyphen)."""

FIRST_YEAR = 2010
LAST_YEAR = 2025
FIRST_MONTH_YEAR = 2015
"""Years of the yearly series, and the year in which the printed monthly series begin."""
