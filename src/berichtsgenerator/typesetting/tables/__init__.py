"""Statistical tables: heads, widths, rows, and their parting over pages."""
