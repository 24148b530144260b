"""German as a report writes it: numbers, dates, units, area names, sentences, hyphenation, sorting, alternative texts.

Comes in: values, periods, areas, register entries, chart specifications. Goes out: finished German text. Always holds:
the same input gives the same text (variation is chosen by content, never by chance), and every figure in a sentence is
a :class:`~berichtsgenerator.document.inline.Number` that carries its register key.
"""
