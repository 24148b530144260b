"""Pages to one file: structure tree, metadata, standards, checks. The only home of pikepdf.

finish(result, metadata) -> bytes    the finished file
check(path) -> list[Diagnostic]      veraPDF (PDF/UA-1, PDF/A-2a) and own checks
tree_text, spoken_text               the tag tree and what is read aloud, as text
"""

from berichtsgenerator.pdf.checking import check
from berichtsgenerator.pdf.finishing import finish
from berichtsgenerator.pdf.treetext import spoken_text, tree_text

__all__ = ["check", "finish", "spoken_text", "tree_text"]
