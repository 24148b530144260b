"""What is wrong with the spelling of a template, in German: the template language itself speaks English."""

from __future__ import annotations

import re

_NAMED = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "name": "ein Name",
    "end of template": "Ende des Textes",
}
_FORMS: tuple[tuple[str, str], ...] = (
    (r"expected token '(.+)', got '(.+)'", "erwartet wird {0}, es steht dort {1}"),
    (r"Expected an expression, got '(.+)'", "vor {0} fehlt ein Ausdruck"),
    (r"unexpected end of template, expected '(.+?)'\.?", "am Ende fehlt {0}"),
    (r"Unexpected end of template\..* needs to be closed is '(\w+)'\.", "am Ende fehlt {{% end{raw0} %}}"),
    (r"Encountered unknown tag '(\w+)'\..* needs to be closed is '(\w+)'\.", "{0} passt nicht; offen ist {1}"),
    (r"Encountered unknown tag '(\w+)'\.", "die Anweisung {0} gibt es nicht oder sie steht hier allein"),
    (r"unexpected char '(.)' at \d+", "das Zeichen {0} gehört nicht hierher"),
    (r"unexpected '(.)', expected '(.)'", "vor {0} fehlt {1}"),
    (r"unexpected '(.)'", "{0} steht hier falsch"),
    (r"invalid syntax for function call expression", "benannte Angaben stehen hinter den anderen"),
    (r"Missing end of comment tag", "ein Kommentar {{# … #}} ist nicht geschlossen"),
    (r"expected name or number", "hinter dem Punkt fehlt ein Name"),
)
_QUOTES = "„“”‚‘’«»"


def spelling(message: str) -> tuple[str, str]:
    """The German words for a message of the template language, and advice; without the words where it is unknown."""
    advice = "Prüfen Sie Klammern „{{ … }}“ und „{% … %}“."
    if any(f"'{sign}'" in message for sign in _QUOTES):
        advice = 'In {{ … }} stehen gerade Anführungszeichen: wert("sgb2_quote").'
    for pattern, words in _FORMS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is None:
            continue
        parts = [part if part in ("ein Name",) else f"„{part}“" for part in (_NAMED.get(g, g) for g in found.groups())]
        raw = {f"raw{number}": group for number, group in enumerate(found.groups())}
        return f"Die Vorlage ist nicht richtig geschrieben: {words.format(*parts, **raw)}.", advice
    return "Die Vorlage ist nicht richtig geschrieben.", advice
