"""The XMP packet and the information dictionary, saying the same (ISO 19005-2, 6.6; ISO 14289-1, 5 and 7.1)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from berichtsgenerator.document.pages import Metadata

PRODUCER = "berichtsgenerator"

_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def xmp_packet(metadata: Metadata, *, tagged: bool = True) -> bytes:
    """The packet: PDF/UA-1 and PDF/A-2a identification (untagged files: PDF/A-2u), title, language, author, dates."""
    parts = [
        *(["<pdfuaid:part>1</pdfuaid:part>"] if tagged else []),
        "<pdfaid:part>2</pdfaid:part>",
        f"<pdfaid:conformance>{'A' if tagged else 'U'}</pdfaid:conformance>",
        "<dc:format>application/pdf</dc:format>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreatorTool>{escape(metadata.creator)}</xmp:CreatorTool>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if metadata.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>")
    if metadata.subject:
        text = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.subject)}</rdf:li></rdf:Alt>'
        parts.append(f"<dc:description>{text}</dc:description>")
    if metadata.keywords:
        parts.append(f"<pdf:Keywords>{escape(', '.join(metadata.keywords))}</pdf:Keywords>")
        items = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in metadata.keywords)
        parts.append(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
    if metadata.rights:
        text = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.rights)}</rdf:li></rdf:Alt>'
        parts.append(f"<dc:rights>{text}</dc:rights>")
    if metadata.date:
        parts.append(f"<xmp:CreateDate>{escape(metadata.date)}</xmp:CreateDate>")
        parts.append(f"<xmp:ModifyDate>{escape(metadata.date)}</xmp:ModifyDate>")
    body = "\n".join(parts)
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        f"{body}\n</rdf:Description>\n{_EXTENSION}\n</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
    return packet.encode("utf-8")


def pdf_date(iso: str) -> str:
    """``2026-01-31T12:00:00+01:00`` as ``D:20260131120000+01'00'``."""
    digits = iso.replace("-", "", 2).replace(":", "").replace("T", "")
    stamp, zone = digits[:14], digits[14:]
    if not zone or zone == "Z":
        return f"D:{stamp}Z"
    return f"D:{stamp}{zone[:3]}'{zone[3:5] or '00'}'"


def document_information(metadata: Metadata) -> dict[str, str]:
    """The entries of the information dictionary."""
    entries = {
        "/Title": metadata.title,
        "/Author": metadata.author,
        "/Subject": metadata.subject,
        "/Keywords": ", ".join(metadata.keywords),
        "/Creator": metadata.creator,
        "/Producer": PRODUCER,
    }
    if metadata.date:
        entries["/CreationDate"] = entries["/ModDate"] = pdf_date(metadata.date)
    return {name: value for name, value in entries.items() if value}
