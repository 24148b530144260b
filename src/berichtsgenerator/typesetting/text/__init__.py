"""Lines of text: faces and kerning, words, line breaking, and writing them onto a page."""
