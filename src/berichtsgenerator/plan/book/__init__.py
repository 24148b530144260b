"""Phase one: blocks, sections and the whole layout become a planned document."""
