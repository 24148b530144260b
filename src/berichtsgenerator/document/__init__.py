"""The finished document as typed blocks: what typesetting sets, what charts draw. Texts are final, numbers protected.

Nothing in here knows a layout file, an indicator or an engine; a block carries words, not keys to look up.
"""
