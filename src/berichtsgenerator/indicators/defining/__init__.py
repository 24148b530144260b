"""What the catalogue says: formulas, ages, times, methods, and the checks that a definition passes when loaded."""
