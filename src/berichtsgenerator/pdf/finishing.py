"""From set pages to the finished file: structure, links, outline, page labels, metadata, output intent.

Comes in: a :class:`TypesetResult` and :class:`Metadata`. Goes out: the bytes of a PDF that claims PDF/UA-1 and
PDF/A-2a. The many objects (structure elements, links, bookmarks) are written as text into object streams behind what
pikepdf saves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from berichtsgenerator.document.pages import Image, Link, Metadata, OutlineEntry, TypesetResult
from berichtsgenerator.pdf.icc import srgb_profile
from berichtsgenerator.pdf.metadata import document_information, xmp_packet
from berichtsgenerator.pdf.own_checks import require
from berichtsgenerator.pdf.source import Section, array, number, reference, text_string
from berichtsgenerator.pdf.structure import TreeWriter

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def finish(result: TypesetResult, metadata: Metadata) -> bytes:
    """The finished file. Raises :class:`StandardError` when the tree breaks a rule that the program itself can see.

    A result without a tree becomes a PDF/A-2u file, which is not accessible and does not claim to be.
    """
    require(result.tree, metadata)
    base = _base(result, metadata)
    with pikepdf.open(BytesIO(base)) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        section = Section(int(pdf.trailer["/Size"]))
        annotations, parents, page_annotations = _links(section, result.links, pages, result.tree is not None)
        entries = ""
        if result.tree is not None:
            written = TreeWriter(section, pages, annotations).write(result.tree, parents)
            entries = f"/StructTreeRoot {reference(written.root)}"
        outline = _outline(section, result.outline, pages)
        for index, number_of_array in page_annotations.items():
            section.put(pages[index], _with(pdf.pages[index].obj, f"/Annots {reference(number_of_array)}"))
        if outline:
            entries += f"/Outlines {reference(outline)}/PageMode/UseOutlines"
        root = pdf.Root.objgen[0]
        section.put(root, _with(pdf.Root, entries))
        information = pdf.trailer["/Info"].objgen[0]
        identifier = bytes(pdf.trailer["/ID"][0]).hex()
    match = _START.search(base)
    if match is None:
        raise ValueError("the saved pages are not a complete PDF file")
    return section.append_to(base, root, information, identifier, int(match.group(1)))


def _with(item: pikepdf.Object, entries: str) -> str:
    """The source text of a dictionary with more entries."""
    text = item.unparse(resolved=True).decode("latin-1").rstrip()
    return f"{text.removesuffix('>>')}{entries}>>"


def _base(result: TypesetResult, metadata: Metadata) -> bytes:
    """The pages with everything but structure, links and bookmarks."""
    with pikepdf.open(BytesIO(result.pdf)) as pdf:
        catalogue = pdf.Root
        if result.tree is not None:
            catalogue["/MarkInfo"] = Dictionary(Marked=True)
        catalogue["/Lang"] = pikepdf.String(metadata.language)
        catalogue["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
        for name in ("/Outlines", "/PageMode"):
            if name in catalogue:
                del catalogue[name]
        _labels(catalogue, result)
        _metadata(pdf, metadata, result.tree is not None)
        _pages(pdf, result)
        _output_intent(pdf)
        target = BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return target.getvalue()


def _links(
    section: Section, links: Sequence[Link], pages: Sequence[int], tagged: bool
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int], dict[int, int]]:
    """Annotation objects by (page, index), their ParentTree keys, and the Annots array of each page."""
    numbers: dict[tuple[int, int], int] = {}
    parents: dict[tuple[int, int], int] = {}
    by_page: dict[int, list[int]] = {}
    for count, link in enumerate(links):
        key = (link.page, link.index)
        parents[key] = len(pages) + count
        box = array([number(value) for value in link.rectangle])
        if link.uri:
            action = f"/A<</S/URI/URI{text_string(_ascii_uri(link.uri))}>>"
        elif link.destination is not None:
            action = f"/Dest[{reference(pages[link.destination.page])}/XYZ null {number(link.destination.top)} null]"
        else:
            action = ""
        numbers[key] = section.add(
            f"<</Type/Annot/Subtype/Link/Rect{box}/Border[0 0 0]/F 4/P {reference(pages[link.page])}"
            f"{f'/StructParent {parents[key]}' if tagged else ''}/Contents{text_string(link.contents)}{action}>>"
        )
        by_page.setdefault(link.page, []).append(numbers[key])
    arrays = {page: section.add(array([reference(item) for item in items])) for page, items in by_page.items()}
    return numbers, parents, arrays


def _ascii_uri(uri: str) -> str:
    """An address in ASCII: other characters as UTF-8 in percent notation (RFC 3986)."""
    return "".join(
        char if char.isascii() and char > " " else "".join(f"%{b:02X}" for b in char.encode()) for char in uri
    )


def _outline(section: Section, entries: Sequence[OutlineEntry], pages: Sequence[int]) -> int:
    """The outline's root object, 0 when there are no bookmarks."""
    if not entries:
        return 0
    root = section.allocate()
    numbers = [section.allocate() for _ in entries]
    children: dict[int, list[int]] = {-1: []}
    parent_of: list[int] = []
    stack: list[tuple[int, int]] = []
    for index, entry in enumerate(entries):
        while stack and stack[-1][0] >= entry.level:
            stack.pop()
        parent = stack[-1][1] if stack else -1
        parent_of.append(parent)
        children.setdefault(parent, []).append(index)
        stack.append((entry.level, index))
    for index, entry in enumerate(entries):
        siblings = children[parent_of[index]]
        at = siblings.index(index) if len(siblings) < 50 else _position(siblings, index)
        up = root if parent_of[index] < 0 else numbers[parent_of[index]]
        parts = [f"<</Title{text_string(entry.title)}/Parent {reference(up)}"]
        if at:
            parts.append(f"/Prev {reference(numbers[siblings[at - 1]])}")
        if at + 1 < len(siblings):
            parts.append(f"/Next {reference(numbers[siblings[at + 1]])}")
        below = children.get(index)
        if below:
            parts.append(
                f"/First {reference(numbers[below[0]])}/Last {reference(numbers[below[-1]])}/Count -{len(below)}"
            )
        place = entry.destination
        parts.append(f"/Dest[{reference(pages[place.page])}/XYZ null {number(place.top)} null]>>")
        section.put(numbers[index], "".join(parts))
    top = children[-1]
    section.put(
        root,
        f"<</Type/Outlines/First {reference(numbers[top[0]])}/Last {reference(numbers[top[-1]])}/Count {len(top)}>>",
    )
    return root


def _position(siblings: Sequence[int], index: int) -> int:
    """Place of ``index`` in an ascending list."""
    low, high = 0, len(siblings)
    while low < high:
        middle = (low + high) // 2
        if siblings[middle] < index:
            low = middle + 1
        else:
            high = middle
    return low


def _labels(catalogue: pikepdf.Object, result: TypesetResult) -> None:
    if not result.page_labels:
        return
    nums = Array()
    for label in result.page_labels:
        entry = Dictionary()
        if label.style:
            entry["/S"] = Name(f"/{label.style}")
        if label.prefix:
            entry["/P"] = pikepdf.String(label.prefix)
        if label.first != 1:
            entry["/St"] = label.first
        nums.append(label.start)
        nums.append(entry)
    catalogue["/PageLabels"] = Dictionary(Nums=nums)


def _metadata(pdf: pikepdf.Pdf, metadata: Metadata, tagged: bool) -> None:
    stream = pikepdf.Stream(pdf, xmp_packet(metadata, tagged=tagged))
    stream["/Type"] = Name("/Metadata")
    stream["/Subtype"] = Name("/XML")
    pdf.Root["/Metadata"] = pdf.make_indirect(stream)
    information = Dictionary()
    for name, value in document_information(metadata).items():
        information[name] = pikepdf.String(value)
    pdf.trailer["/Info"] = pdf.make_indirect(information)


def _pages(pdf: pikepdf.Pdf, result: TypesetResult) -> None:
    """What every page needs: its key in the ParentTree, tab order, the shared resources."""
    resources = None
    for index, page in enumerate(pdf.pages):
        item = page.obj
        if resources is None:
            fonts = item["/Resources"]["/Font"]
            states = Dictionary()
            for alpha in result.alphas:
                states[f"/Ga{alpha}"] = Dictionary(Type=Name("/ExtGState"), CA=alpha / 100, ca=alpha / 100)
            entries = {"/Font": fonts}
            if result.alphas:
                entries["/ExtGState"] = states
            if result.images:
                entries["/XObject"] = Dictionary(
                    {f"/Im{number}": _image(pdf, image) for number, image in enumerate(result.images)}
                )
            resources = pdf.make_indirect(Dictionary(entries))
        item["/Resources"] = resources
        if result.tree is not None:
            item["/StructParents"] = index
            item["/Tabs"] = Name("/S")
        for name in ("/Trans", "/Rotate"):
            if name in item:
                del item[name]


def _image(pdf: pikepdf.Pdf, image: Image) -> pikepdf.Object:
    """An image XObject, with its opacity as a soft mask."""
    stream = pikepdf.Stream(pdf, image.data)
    spaces = {1: Name("/DeviceGray"), 3: Name("/DeviceRGB")}
    _describe(stream, image.width, image.height, spaces[image.components], image.filter)
    if image.mask:
        mask = pikepdf.Stream(pdf, image.mask)
        _describe(mask, image.width, image.height, spaces[1], "FlateDecode")
        stream["/SMask"] = pdf.make_indirect(mask)
    return pdf.make_indirect(stream)


def _describe(stream: pikepdf.Stream, width: int, height: int, space: pikepdf.Object, how: str) -> None:
    stream["/Type"], stream["/Subtype"] = Name("/XObject"), Name("/Image")
    stream["/Width"], stream["/Height"], stream["/BitsPerComponent"] = width, height, 8
    stream["/ColorSpace"], stream["/Filter"] = space, Name(f"/{how}")


def _output_intent(pdf: pikepdf.Pdf) -> None:
    profile = pikepdf.Stream(pdf, srgb_profile())
    profile["/N"] = 3
    pdf.Root["/OutputIntents"] = Array(
        [
            Dictionary(
                Type=Name("/OutputIntent"),
                S=Name("/GTS_PDFA1"),
                OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )
