"""Who publishes a delivery: known offices under one name each, other offices as they name themselves, cut short.

Evidence in this order: a line such as ``Quelle: …``, a known office anywhere in the texts, a line that is the name of
an office, the office at the beginning of the file's name (``Schulamt_Uebergaenge.xlsx``), a line that is the name of a
Landkreis. A sentence is never a publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

REGIONAL = "Regionaldatenbank Deutschland"
OFFICES = "Statistische Ämter des Bundes und der Länder"
_VGR = "Arbeitskreis Volkswirtschaftliche Gesamtrechnungen der Länder"
_GENERIC = "Bundesagentur für Arbeit"
_BA = "Statistik der Bundesagentur für Arbeit"

_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\bstatistik der bundesagentur für arbeit|bundesagentur für arbeit\W+statistik", _BA),
        (r"volkswirtschaftliche gesamtrechnungen der länder", _VGR),
        (r"regionaldatenbank", REGIONAL),
        (r"statistische[nr]? ämter[n]? des bundes und der länder", OFFICES),
        (r"hessisches statistisches landesamt", "Hessisches Statistisches Landesamt"),
        (r"statistisches bundesamt|\bdestatis\b", "Statistisches Bundesamt"),
        (r"\bbbsr\b|bundesinstitut für bau-", "Bundesinstitut für Bau-, Stadt- und Raumforschung"),
        (r"statistikamt nord", "Statistikamt Nord"),
        (r"bundeswahlleiter", "Der Bundeswahlleiter"),
        (r"bundesagentur für arbeit", _GENERIC),
    )
)
_CODES = re.compile(r"\d{5}-.+|AI-?\w.*")
_LEAD = re.compile(
    r"(?:Quelle|Herausgeber(?:in)?|Datenquelle|Bearbeitung|Auswertung|Herkunft)\s*:\s*([^\n]{3,300})", re.IGNORECASE
)
_OFFICE_WORDS = (
    r"(?:Kreisausschuss|Landratsamt|Kreisagentur|(?:Kommunales )?Jobcenter|Sozialamt|Jugendamt|"
    r"(?:Staatliches )?Schulamt|Gesundheitsamt|Wohngeldstelle|Ausländerbehörde|Kreisverwaltung|Fachbereich|Fachdienst|"
    r"Fachgebiet|Abteilung|Sozialplanung|Jugendhilfeplanung|Familienkasse|Meldebehörde)"
)
_OFFICE_LINE = re.compile(rf"(?:Der |Die )?{_OFFICE_WORDS}\b[^.!?]{{0,110}}")
_OFFICE_PART = re.compile(rf"(?:Der |Die )?{_OFFICE_WORDS}\b")
_KREIS_LINE = re.compile(r"(?:Landkreis|Kreis|Stadt) [A-ZÄÖÜ][\wäöüß.-]+(?:[ -][A-ZÄÖÜ][\wäöüß-]+){0,3}")
_FILE_OFFICE = re.compile(
    r"([A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*(?:amt|stelle|kasse|behörde|behoerde|center|verwaltung))(?=[_ -]|$)"
)
_FILE_KNOWN = {
    "BA": _BA,
    "HSL": "Hessisches Statistisches Landesamt",
    "VGRdL": _VGR,
    "INKAR": "Bundesinstitut für Bau-, Stadt- und Raumforschung",
    "BBSR": "Bundesinstitut für Bau-, Stadt- und Raumforschung",
    "Destatis": "Statistisches Bundesamt",
}
LONGEST = 80
"""Characters of the longest publisher's name that is printed."""


def publisher_of(texts: Iterable[str], stem: str = "", code: str = "") -> str:
    """The publisher that ``texts`` (cells outside of the figures) and the file's name state, or an empty text.

    ``code`` is the publisher's table number: tables of the joint offices with such a number are the
    Regionaldatenbank's.
    """
    lines = [re.sub(r'["„“”]', "", " ".join(line.split())) for text in texts for line in text.splitlines()]
    anywhere = _known(" ".join(lines))
    if _CODES.fullmatch(code) and any(OFFICES.casefold() in line.casefold() for line in lines):
        return REGIONAL
    for match in _LEAD.finditer("\n".join(lines)):
        if not re.search(r"https?:|www\.", match[1]):
            found = _known(match[1]) or shorten(match[1])
            if found:
                return anywhere if found == _GENERIC else found
    if anywhere:
        return anywhere
    for line in lines:
        if _OFFICE_LINE.fullmatch(line):
            return shorten(line)
    prefix = stem.split("_")[0]
    if prefix in _FILE_KNOWN:
        return _FILE_KNOWN[prefix]
    match_file = _FILE_OFFICE.match(stem)
    if match_file:
        return match_file[1].replace("behoerde", "behörde")
    named = {line for line in lines if _KREIS_LINE.fullmatch(line)}
    return named.pop() if len(named) == 1 else ""


def _known(text: str) -> str:
    low = text.casefold()
    return next((name for pattern, name in _KNOWN if pattern.search(low)), "")


def shorten(text: str) -> str:
    """An office's own words without what follows its name: ``Sozialamt, Auswertung aus dem Fachverfahren; Stand …``.

    ``Landkreis Musterland, Jugendamt`` keeps its second part. A sentence gives an empty text.
    """
    plain = re.split(r"\s[–-]\s|;|:|\(|,?\s(?:Stand|Datenstand|eigene)\b|\.(?:\s|$)", " ".join(text.split()))[0]
    parts = [part.strip(" .,") for part in plain.split(",")]
    kept = parts[0]
    for part in parts[1:]:
        if not _OFFICE_PART.match(part):
            break
        kept += f", {part}"
    sentence = re.search(r"\b(?:ist|sind|wird|werden|wurde|wurden|enthält|umfasst|weichen)\b", kept)
    return "" if sentence or len(kept) > LONGEST else kept
