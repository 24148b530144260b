"""Running text: inline pieces to words, words to lines, lines onto the page.

Comes in: :class:`Inlines` of the document. Goes out: :class:`SetText`, a paragraph broken into lines for one width,
which can be drawn in slices on several pages. Page numbers of references are filled in when the lines are drawn;
their room is reserved before. Hyphens at line ends are U+00AD, so that extracted words stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.document.inline import Footnote, Inlines, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.text.composer import SOFT_HYPHEN, Composer, FootnoteItem
from berichtsgenerator.typesetting.text.linebreak import BreakPoint, LineEnd, break_lines
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent, line_width
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.words import Line, Piece, Words, collect
from berichtsgenerator.typesetting.text.writer import PageWriter


def _footnote_item(composer: Composer, sign: str, item: Footnote, target: str) -> FootnoteItem:
    house = composer.style
    indent = 12.0
    body = set_text(composer, item.content, house.footnote, house.text_width - indent)
    note = Element("Note", id=composer.new_id("fn"))

    note.add("Lbl").add("Link")

    def draw(writer: PageWriter, x: float, top: float) -> None:
        look = house.footnote
        face = composer.faces[look.face]
        baseline = top - ascent(body.style)
        label = note.children[0]
        link = label.children[0] if isinstance(label, Element) else note
        if isinstance(link, Element):
            with writer.marked(link):
                writer.string(x, baseline, sign, face, look.size, house.accent)
            back = composer.targets.get(f"{target}-im-text")
            if back is not None:
                box = (x, baseline - 2, x + face.width(sign, look.size), baseline + look.size * 0.8)
                writer.link(link, box, f"Zurück zur Fußnote {sign} im Text", destination=back)
        body.draw(writer, note.add("P"), x + indent, top)

    composer.pending_notes.append(note)
    return FootnoteItem(sign, target, body.height + 2.0, draw)


def set_text(
    composer: Composer,
    content: Inlines | str,
    style: TextStyle,
    width: float,
    *,
    align: str = "left",
    first_indent: float = 0.0,
) -> SetText:
    """Break inline pieces (or a plain string) into lines of ``width``."""
    inlines: Inlines = (Text(content),) if isinstance(content, str) else content
    words = collect(composer, inlines, style, _footnote_item)
    return _break(composer, words, style, width, align, first_indent)


def _measured(
    composer: Composer, word: list[Piece], size: float, hyphenated: bool
) -> tuple[float, Sequence[BreakPoint]]:
    """Width and break points of a word in thousandths of ``size``."""
    if len(word) == 1 and word[0].look.size == size:
        width, points, _ = composer.word(word[0].look.face, word[0].text)
        return width, points if hyphenated else [p for p in points if not p.hyphen]
    total = 0.0
    found: list[BreakPoint] = []
    for piece in word:
        width, points, _ = composer.word(piece.look.face, piece.text)
        scale = piece.look.size / size
        found += [
            BreakPoint(total + point.end * scale, total + point.start * scale, point.hyphen)
            for point in points
            if hyphenated or not point.hyphen
        ]
        total += width * scale
    return total, found


def _split_word(composer: Composer, word: list[Piece], part: int, hyphenated: bool) -> tuple[list[Piece], list[Piece]]:
    """A word parted at its break point number ``part``, with a soft hyphen where one is needed."""
    seen = 0
    for at, piece in enumerate(word):
        _, points, positions = composer.word(piece.look.face, piece.text)
        usable = [n for n, point in enumerate(points) if hyphenated or not point.hyphen]
        if part < seen + len(usable):
            number = usable[part - seen]
            position = positions[number]
            sign = SOFT_HYPHEN if points[number].hyphen else ""
            left = Piece(piece.look, piece.text[:position] + sign, piece.span, keys=piece.keys)
            right = Piece(piece.look, piece.text[position:], piece.span)
            return [*word[:at], left], [right, *word[at + 1 :]]
        seen += len(usable)
    return word, []


def _shorten(words: Words, composer: Composer, size: float, limit: float) -> None:
    """Part words that even hyphenated do not fit a line, between any two characters."""
    at = 0
    while at < len(words.words):
        word = words.words[at]
        width, points = _measured(composer, word, size, True)
        if width > limit:
            edges = [0.0, *[p.start for p in points]]
            ends = [*[p.end for p in points], width]
            if any(end - start > limit for start, end in zip(edges, ends, strict=True)):
                cut = _cut(word, size, limit)
                if cut is not None:
                    first, rest = cut
                    words.words[at : at + 1] = [first, rest]
                    words.forced = {n + 1 if n >= at else n for n in words.forced} | {at}
                    words.notes = {n + 1 if n >= at else n: items for n, items in words.notes.items()}
        at += 1


def _cut(word: list[Piece], size: float, limit: float) -> tuple[list[Piece], list[Piece]] | None:
    """The longest beginning of a word that fits, and the rest."""
    total = 0.0
    for number, piece in enumerate(word):
        scale = piece.look.size / size
        for position in range(len(piece.text)):
            part = piece.look.face.width(piece.text[: position + 1], 1000) * scale
            if total + part > limit and (number or position):
                left = Piece(piece.look, piece.text[:position], piece.span, keys=piece.keys if position else ())
                right = Piece(piece.look, piece.text[position:], piece.span, keys=() if position else piece.keys)
                return [*word[:number], *([left] if position else [])], [right, *word[number + 1 :]]
        total += piece.look.face.width(piece.text, 1000) * scale
    return None


def _break(
    composer: Composer, words: Words, style: TextStyle, width: float, align: str, first_indent: float
) -> SetText:
    size = style.size
    limit = width * 1000 / size
    result = SetText([], style, width, composer, align)
    if not words.words:
        return result
    parted = _parted(composer, words, size, limit, style.hyphenated)
    measured = [_measured(composer, word, size, at) for word, at in zip(words.words, parted, strict=True)]
    if max(item[0] for item in measured) > limit:
        _shorten(words, composer, size, limit)
        parted = _parted(composer, words, size, limit, style.hyphenated)
        measured = [_measured(composer, word, size, at) for word, at in zip(words.words, parted, strict=True)]
    space = composer.faces[style.face].word(" ")[1]
    widths = [item[0] for item in measured]
    parts = [item[1] for item in measured]
    indent = first_indent * 1000 / size
    ends = break_lines(
        widths, parts, frozenset(words.forced), space, limit, justified=style.justified, first_indent=indent
    )
    _assemble(composer, words, ends, result, parted)
    if style.justified:
        result.widest = width
    else:
        result.widest = max((line_width(composer, line) for line in result.lines), default=0.0)
    return result


def _parted(composer: Composer, words: Words, size: float, limit: float, hyphenated: bool) -> list[bool]:
    """Which words may be parted at their syllables: all of hyphenated text, else those that are wider than a line."""
    if hyphenated:
        return [True] * len(words.words)
    return [_measured(composer, word, size, False)[0] > limit for word in words.words]


def _assemble(
    composer: Composer, words: Words, ends: Sequence[LineEnd], result: SetText, parted: Sequence[bool]
) -> None:
    """Build the lines from their ends."""
    index = 0
    rest: list[Piece] | None = None
    rest_skipped = 0
    count = len(words.words)
    for end in ends:
        run: list[list[Piece]] = []
        notes: list[FootnoteItem] = []
        while True:
            word = rest if rest is not None else words.words[index]
            if end.word == index and end.part is not None:
                left, right = _split_rest(composer, words.words[index], word, end.part, rest_skipped, parted[index])
                run.append(left)
                rest, rest_skipped = right, end.part + 1
                break
            run.append(word)
            if words.notes:
                notes += words.notes.get(index, ())
            rest, rest_skipped = None, 0
            index += 1
            if end.word == index - 1:
                break
        pieces = _line_pieces(run)
        gaps = len(run) - 1
        final = index >= count and rest is None
        broken = rest is not None
        forced = not broken and (index - 1) in words.forced
        if not broken and not final:
            _space(pieces, words.words[index] if not forced else [])
        result.lines.append(Line(pieces, gaps, not final and not forced, tuple(notes)))


def _line_pieces(run: list[list[Piece]]) -> list[Piece]:
    """The words of a line with the spaces between them, in as few pieces as their looks and spans allow."""
    first = run[0][0] if run[0] else None
    if first is not None and first.span is None and not first.late:
        look, texts = first.look, []
        keys: tuple[str, ...] = ()
        for word in run:
            if len(word) != 1:
                break
            piece = word[0]
            if piece.look is not look or piece.span is not None or piece.late:
                break
            texts.append(piece.text)
            keys += piece.keys
        else:
            return [Piece(look, " ".join(texts), keys=keys)]
    pieces: list[Piece] = []
    for at, word in enumerate(run):
        if at:
            _space(pieces, word)
        _join(pieces, word)
    return pieces


def _split_rest(
    composer: Composer, whole: list[Piece], word: list[Piece], part: int, skipped: int, hyphenated: bool
) -> tuple[list[Piece], list[Piece]]:
    """Part what is left of a word; ``part`` counts from the whole word, of which ``skipped`` points are behind us."""
    left, right = _split_word(composer, whole, part, hyphenated)
    if not skipped:
        return left, right
    consumed = sum(len(piece.text) for piece in whole) - sum(len(piece.text) for piece in word)
    kept: list[Piece] = []
    for piece in left:
        if consumed >= len(piece.text):
            consumed -= len(piece.text)
            continue
        kept.append(replace(piece, text=piece.text[consumed:]) if consumed else piece)
        consumed = 0
    return kept, right


def _join(pieces: list[Piece], word: list[Piece]) -> None:
    for piece in word:
        if pieces and not piece.late and not pieces[-1].late:
            last = pieces[-1]
            if last.look == piece.look and last.span is piece.span:
                keys = last.keys + piece.keys
                pieces[-1] = Piece(last.look, last.text + piece.text, last.span, keys=keys)
                continue
        pieces.append(piece)


def _space(pieces: list[Piece], following: list[Piece]) -> None:
    """A space after the last piece: inside a span only when the span goes on."""
    last = pieces[-1]
    goes_on = bool(following) and following[0].span is last.span
    if last.span is None or goes_on:
        if not last.late:
            pieces[-1] = Piece(last.look, last.text + " ", last.span, keys=last.keys)
            return
        pieces.append(Piece(last.look, " ", last.span))
        return
    look = following[0].look if following and following[0].span is None else last.look
    pieces.append(Piece(replace(look, rise=0.0), " ", None))
