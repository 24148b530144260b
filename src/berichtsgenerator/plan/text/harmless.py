"""What looks like a figure in an author's text and is none: dates, times, law, numbering, addresses, codes, bases.

Comes in: a text without code. Goes out: the same text, each digit of such a passage replaced by a private sign of the
same length, so that offsets stay. A name that is followed by a number and its unit names nothing: „in Gruppe 12 Kinder“
keeps its 12.
"""

from __future__ import annotations

import re

from berichtsgenerator.model.periods import MONTH_NAMES

BLANK = r"[\s\u00a0\u202f\u2007\u2009]"
COUNTED = (
    "Personen|Menschen|Kinder|Jugendliche|Einwohner|Frauen|Männer|Mädchen|Jungen|Haushalte|Fälle|Wohnungen|Plätze|"
    "Schüler|Arbeitslose|Beschäftigte|Gemeinden|Bedarfsgemeinschaften|Familien|Leistungsberechtigte|"
    "Leistungsempfänger|Empfänger|Geburten|Geborene|Gestorbene|Sterbefälle|Zuzüge|Fortzüge|Geflüchtete|Eltern|"
    "Alleinerziehende|Auszubildende|Betten|Stellen|Anträge|Verfahren|Betriebe|Pflegebedürftige|Studierende|Kommunen|"
    "Städte|Ortsteile|Schulen|Klassen|Kitas|Bürgerinnen|Bürger"
)
ENDED = r"(?:n|en|innen|r)?(?![a-zäöüß])"
"""The end of a counted noun: „Kindern“, „Schülerinnen“, but no „Bürgergeld“."""
_MONTHS = "|".join(MONTH_NAMES)
_MEASURE = rf"(?:%|‰|v\.{BLANK}?H\.|Prozent|Promille|Euro|EUR|€|Tsd|Mio|Mrd|Millionen|(?:{COUNTED}){ENDED})"
_NAMELESS = rf"(?!,\d)(?!{BLANK}*{_MEASURE})"
"""A number that is a name has neither decimals nor a unit."""
_LIST = rf"(?:{BLANK}*(?:,|und|oder|bis|–|-){BLANK}*\d+[a-z]?(?:\.\d+)*)*"
_TIME = r"\d{1,2}(?:[.:]\d{2})?"
_NAMED = (
    r"Nr\.|Nummer|Kapiteln?|Tabellen?|Tab\.|Abbildung(?:en)?|Abb\.|Abschnitt(?:en?)?|Anhang|Seiten?|S\.|Teil|Ziffern?|"
    r"Absatz|Satz|Punkt|Fragen?|Anlagen?|Band|Heft|H\.|Jg\.|Klassen?|Jahrgang|Jahrgangsstufen?|Stufen?|Phasen?|Modul|"
    r"Pflegegrad(?:en?)?|Pflegestufen?|Version|Teilplan|Fußnoten?|Anm\.|Anmerkung|Karten?|Übersicht|Grafik|Beispiel|"
    r"Fachbereich|Fachdienst|Dezernat|Amt|Abteilung|Sachgebiet|Wahlkreis|Linien?|Bus|Maßnahmen?|Ziel|Handlungsfeld|"
    r"Priorität|Schritt|Variante|Szenario|Typ|Cluster|Gruppe|Größenklassen?|Kategorie|Regelbedarfsstufen?|"
    r"Entgeltgruppe|Haus|Zimmer|Raum|Gebäude|Konvention|Top|TOP|KW|Woche|Amtsblatt|AGS|ARS|EVAS|Statistik|Code"
)
_ORDINAL_OF = (
    r"Auflage|Quartal|Klasse|Jahrgangsstufe|Lebensjahr(?:es)?|Jahrhundert|Mal|Kinder- und|Sitzung|Wahlperiode|Bericht|"
    r"Schuljahr|Halbjahr|Stock|Kapitels?|Kap\.|Abschnitt|Band|Jahrgang|Arbeitsmarkt|Armuts|KW|Kalenderwoche|Woche|Ziel|"
    r"Obergeschoss|Bauabschnitt|Fassung|Änderung|Teil|Rang|Platz"
)
_HARMLESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\]\([^)]*\)|https?://\S+|\bwww\.\S+|\bdoi:\S+|\[\[[^\]]*\]\]|\S+@\S+",
        rf"\d{{1,2}}\.{BLANK}?\d{{1,2}}\.(?:{BLANK}?\d{{4}})?|\d{{1,2}}\.{BLANK}(?:{_MONTHS})(?:{BLANK}\d{{4}})?",
        r"(?<!\d)\d{4}/\d{2,4}|(?<![\d-])\d{4}-\d{2}(?:-\d{2})?(?![\d-])",
        rf"\b{_TIME}(?:{BLANK}*(?:bis|und|–|-){BLANK}*{_TIME})?{BLANK}*Uhr",
        # law: § 53 Abs. 1 Nr. 2 Halbsatz 3, §§ 8 und 9a ff., Art. 6 Abs. 2
        rf"(?:§§?|\b(?:Art\.|Artikel|Paragraf(?:en)?)){BLANK}*\d+[a-z]?"
        rf"(?:{BLANK}*(?:,|und|oder|bis|–|ff?\.|i\.{BLANK}?V\.{BLANK}?m\.|Abs\.|Absatz|Satz|Nr\.|Nummer|Halbsatz|§§?)"
        rf"{BLANK}*(?:\d+[a-z]?)?)*(?!\d){_NAMELESS}",
        rf"\bSGB{BLANK}\d+|\b(?:BGBl\.|Bundesgesetzblatt)[^.;\n]*",
        # codes: a number that begins with a zero, tables of the offices, licences, standards
        rf"(?<![\w.,/-])(?<!\d[\s\u00a0\u202f\u2009'’])(?:\+\d{{2}}{BLANK}?\(?0?\)?{BLANK}?\d{{2,5}}|\(?0\d{{2,}}\)?)(?:{BLANK}?[/–-]{BLANK}?\d+|{BLANK}\d{{3,}})*(?!\d)",
        r"\b\d{5}(?:-(?:[A-Z]|\d{1,4}))+\b",
        r"\bCC[ -]BY(?:-[A-Z]{2})*[ -]\d\.\d|\bdl-de/\S+",
        rf"\b(?:DIN|ISO|EN|VDI){BLANK}?(?:EN{BLANK}|ISO{BLANK})?\d[\d{BLANK[1:-1]}-]*",
        rf"\b(?:Drs\.|Drucksache|Az\.|AZ:?|Aktenzeichen|Vorlage){BLANK}*(?:Nr\.{BLANK}*)?[A-Z]*\d[\d/.-]*",
        # numbering and references
        rf"\b(?:{_NAMED}){BLANK}*\d+(?:\.\d+)*[a-z]?\b{_LIST}(?!\d){_NAMELESS}",
        rf"(?m:^{BLANK}*(?:[#>*-]+{BLANK}*)?)(?:(?:\(\d{{1,2}}\)|\d{{1,2}}(?:\.\)|[.)]))(?={BLANK})|"
        rf"\d{{1,2}}(?:\.\d{{1,2}})+\.?(?={BLANK}){_NAMELESS})",
        rf"\b\d{{1,3}}\.{BLANK}(?:(?:{_ORDINAL_OF})(?!\w)|(?:{_ORDINAL_OF})-?[a-zäöü]+|[a-zäöü])",
        rf"\b(?:[Dd](?:er|ie|as|em|en|es)|[IiAa]m|[Vv]om|[Zz]u[mr]){BLANK}\d{{1,2}}\.(?={BLANK}[A-ZÄÖÜ])",
        rf"\b(?:PLZ|Postleitzahl|Postfach){BLANK}*\d[\d{BLANK[1:-1]}]*",
        rf"\b(?:[A-Z]|RB|RE|FB|FD){BLANK}\d{{1,4}}\b{_NAMELESS}",
        rf"\b(?:Tel(?:\.|efon|efax)?|Fax|Mobil|Hotline)(?:nummer)?:?{BLANK}*[+(0][\d{BLANK[1:-1]}()/–-]*\d",
        rf"\b(?:Notruf|Rufnummer|Durchwahl):?{BLANK}*\d[\d{BLANK[1:-1]}/–-]*",
        r"\b(?:ISBN|ISSN|IBAN)[^\n,;]*",
        # addresses
        rf"\b(?:[A-ZÄÖÜ]\w*(?:straße|str\.|weg|platz|allee|gasse)|(?:[A-ZÄÖÜ]\w*[ -])+(?:Straße|Str\.|Weg|Allee|Gasse))"
        rf"{BLANK}\d{{1,3}}{BLANK}?(?:[a-z]\b)?(?!\d|[.,]\d){_NAMELESS}|\b\d{{5}}{BLANK}(?!(?:{COUNTED}){ENDED}|Euro|EUR|Prozent)"
        rf"[A-ZÄÖÜ][a-zäöüß]+",
        rf"\b\d{{1,3}}(?:{BLANK}?[a-z]|[–-]\d{{1,3}})?(?=,{BLANK}*\ue003{{5}}{BLANK})",
        # bases: je 1 000 Einwohnerinnen, von 100 (Männer = 100)
        rf"\b(?:je|pro|Je|Pro){BLANK}*10{{0,2}}(?:[.\u202f\u00a0 ]?000)?\b(?!,\d)|={BLANK}*100(?:,0)?\b|"
        rf"\bPegel{BLANK}\d+",
        # ages without the word for years
        rf"\bAlter(?:sgruppen?)?{BLANK}(?:(?:von|ab|bis|über|unter|zwischen){BLANK})?\d{{1,3}}\b"
        rf"(?:{BLANK}*(?:bis|und|–|-){BLANK}*(?:unter{BLANK})?\d{{1,3}}\b)?{_NAMELESS}",
        rf"\b\d{{2}}(?:\+(?!{BLANK}*\d)|{BLANK}?plus\b)",
    )
)


def without_names(text: str) -> str:
    """The text with the digits of everything that is no figure replaced; offsets stay."""
    for pattern in _HARMLESS:
        text = pattern.sub(lambda match: re.sub(r"\d", "\ue003", match[0]), text)
    return text
