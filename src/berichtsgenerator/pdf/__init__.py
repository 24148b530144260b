"""Pages to one file: structure tree, metadata, standards, checks. The only home of pikepdf.

finish(result, metadata) -> bytes    the finished file
"""

from berichtsgenerator.pdf.finishing import finish

__all__ = ["finish"]
