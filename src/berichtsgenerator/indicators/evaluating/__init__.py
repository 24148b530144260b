"""A key → its entry: values of formulas and methods, and the views derived from them."""
