"""The structure tree as PDF objects (ISO 32000-1, 14.7), written straight as bytes.

Comes in: the tree of :class:`Element`, the object numbers of the pages and of the link annotations. Goes out: objects
in a :class:`Section`: StructTreeRoot, elements, ParentTree, IDTree. Elements that read nothing are left out (cells of
tables stay).
"""

from __future__ import annotations

from array import array as numbers
from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.diagnostics import StandardError, error
from berichtsgenerator.document.structure import AnnotationRef, Attributes, CellRun, Element, MarkedContent, TableRow
from berichtsgenerator.pdf import tablerows
from berichtsgenerator.pdf.source import Section, array, byte_string, reference, text_string

_KEPT_EMPTY = frozenset({"TD", "TH"})
_ALIKE = frozenset({"TR", "TH", "TD"})
"""Elements whose source differs from their neighbour's in a few digits."""
_CHUNK = 200


@dataclass(slots=True)
class WrittenTree:
    """Object number of the StructTreeRoot, and of the element of each link annotation by (page, index)."""

    root: int
    link_elements: dict[tuple[int, int], int]


class TreeWriter:
    """Writes one tree into a section."""

    def __init__(self, section: Section, pages: Sequence[int], annotations: dict[tuple[int, int], int]) -> None:
        self._section = section
        self._pages = pages
        self._annotations = annotations
        self._parents = [numbers("I") for _ in pages]
        self._ids: dict[str, int] = {}
        self._worded: dict[int, str] = {}
        """Attribute objects by the identity of their dictionary; the tree keeps all of them alive."""
        self._link_elements: dict[tuple[int, int], int] = {}

    def write(self, tree: Element, struct_parents: dict[tuple[int, int], int]) -> WrittenTree:
        """Write everything; ``struct_parents`` gives the ParentTree key of each annotation."""
        section = self._section
        root = section.allocate()
        top = self._element(tree, root)
        parent_tree = self._parent_tree(struct_parents)
        ids = ""
        if self._ids:
            names = sorted(self._ids.items())
            listing = array([f"{byte_string(name)} {reference(number)}" for name, number in names])
            ids = f"/IDTree<</Names{listing}>>"
        following = len(self._pages) + len(struct_parents)
        section.put(
            root,
            f"<</Type/StructTreeRoot/K {reference(top)}/ParentTree {reference(parent_tree)}"
            f"/ParentTreeNextKey {following}{ids}>>",
        )
        return WrittenTree(root, self._link_elements)

    # Elements -----------------------------------------------------------------------------------------------------

    def _element(self, element: Element, parent: int) -> int:
        section = self._section
        number = section.allocate()
        page = _first_page(element)
        kids: list[str] = []
        children = element.children
        done = 0
        for at, child in enumerate(children):
            if at < done:
                continue
            if isinstance(child, Element):
                if _reads(child):
                    kids.append(reference(self._element(child, number)))
            elif isinstance(child, MarkedContent):
                self._own(child.page, child.mcid, number)
                kids.append(self._content(child, page))
            elif isinstance(child, TableRow):
                done = tablerows.alike(children, at)
                if done > at:
                    kids += self._rows([row for row in children[at:done] if isinstance(row, TableRow)], number)
                else:
                    kids.append(reference(self._element(child.element(), number)))
            elif isinstance(child, CellRun):
                kids += self._cells(child, number)
            else:
                key = (child.page, child.index)
                self._link_elements[key] = number
                annotation = reference(self._annotations[key])
                kids.append(f"<</Type/OBJR/Obj {annotation}/Pg {reference(self._pages[child.page])}>>")
        parts = [f"<</S/{element.tag}/P {reference(parent)}"]
        if page is not None:
            parts.append(f"/Pg {reference(self._pages[page])}")
        if len(kids) == 1:
            parts.append(f"/K {kids[0]}")
        elif kids:
            parts.append(f"/K{array(kids)}")
        parts.append(self._properties(element, number))
        parts.append(">>")
        section.put(number, "".join(parts), element.tag if element.tag in _ALIKE else "")
        return number

    def _rows(self, rows: list[TableRow], parent: int) -> list[str]:
        """Rows that are alike, written at once; references to them."""
        step = rows[0].count + 2
        first = self._section.allocate_run(len(rows) * step)
        attributes = self._attributes(rows[0].attributes) if rows[0].attributes else ""
        for objects in tablerows.row_objects(rows, first, parent, self._pages, attributes):
            self._section.put_rows(objects)
        for at, row in enumerate(rows):
            number = first + at * step
            self._own_run(row.page, row.mcid, number + 1, row.count + 1)
            for offset, spoken in (row.spoken or {}).items():
                self._spoken(number + 2 + offset, number, row.page, row.mcid + 1 + offset, spoken)
        return [reference(number) for number in range(first, first + len(rows) * step, step)]

    def _spoken(self, number: int, parent: int, page: int, mcid: int, spoken: str) -> None:
        """A cell with a span in it that is read otherwise than it is printed."""
        section = self._section
        text = text_string(spoken)
        start = f"<</S/Span/P {number} 0 R/Pg {self._pages[page]} 0 R/K {mcid}"
        span = section.add(f"{start}/ActualText{text}>>", f"Span {len(text)}")
        section.put(number, f"<</S/TD/P {parent} 0 R/K {span} 0 R>>", "TD Span")
        self._own(page, mcid, span)

    def _own(self, page: int, mcid: int, number: int) -> None:
        """Marked content ``mcid`` of a page belongs to object ``number``."""
        parents = self._parents[page]
        if mcid >= len(parents):
            parents.extend([0] * (mcid + 1 - len(parents)))
        parents[mcid] = number

    def _own_run(self, page: int, mcid: int, number: int, count: int) -> None:
        """``count`` sequences from ``mcid`` on belong to objects from ``number`` on."""
        parents = self._parents[page]
        if mcid + count > len(parents):
            parents.extend([0] * (mcid + count - len(parents)))
        parents[mcid : mcid + count] = numbers("I", range(number, number + count))

    def _properties(self, element: Element, number: int) -> str:
        parts = []
        if element.title:
            parts.append(f"/T{text_string(element.title)}")
        if element.alt:
            parts.append(f"/Alt{text_string(element.alt)}")
        if element.actual_text:
            parts.append(f"/ActualText{text_string(element.actual_text)}")
        if element.language:
            parts.append(f"/Lang{text_string(element.language)}")
        if element.id:
            if element.id in self._ids:
                message = f"Die Strukturkennung „{element.id}“ kommt mehrfach vor."
                raise StandardError(error("struktur-kennung", message))
            self._ids[element.id] = number
            parts.append(f"/ID{byte_string(element.id)}")
        if element.attributes:
            parts.append(self._attributes(element.attributes))
        return "".join(parts)

    def _attributes(self, attributes: Attributes) -> str:
        """The attribute objects; cells that share theirs have them worded once."""
        found = self._worded.get(id(attributes))
        if found is None:
            owners = [
                f"<</O/{owner}{''.join(f'/{name} {value}' for name, value in values.items())}>>"
                for owner, values in attributes.items()
            ]
            found = f"/A {owners[0]}" if len(owners) == 1 else f"/A{array(owners)}"
            self._worded[id(attributes)] = found
        return found

    def _content(self, content: MarkedContent, page: int | None) -> str:
        if content.page == page:
            return str(content.mcid)
        return f"<</Type/MCR/Pg {reference(self._pages[content.page])}/MCID {content.mcid}>>"

    def _cells(self, run: CellRun, parent: int) -> list[str]:
        """The TD elements of a run of cells."""
        section, up = self._section, reference(parent)
        page = reference(self._pages[run.page])
        if not run.spoken:
            head = f"<</S/TD/P {up}/Pg {page}/K "
            first = section.add_run([f"{head}{mcid}>>" for mcid in range(run.mcid, run.mcid + run.count)], "TD")
            self._own_run(run.page, run.mcid, first, run.count)
            return [f"{number} 0 R" for number in range(first, first + run.count)]
        kids = []
        for offset in range(run.count):
            mcid = run.mcid + offset
            spoken = run.spoken.get(offset)
            number = section.allocate()
            if spoken is None:
                section.put(number, f"<</S/TD/P {up}/Pg {page}/K {mcid}>>", "TD")
                self._own(run.page, mcid, number)
            else:
                self._spoken(number, parent, run.page, mcid, spoken)
            kids.append(reference(number))
        return kids

    # Parent tree --------------------------------------------------------------------------------------------------

    def _parent_tree(self, struct_parents: dict[tuple[int, int], int]) -> int:
        section = self._section
        entries: list[tuple[int, str]] = []
        for page, parents in enumerate(self._parents):
            entries.append((page, reference(section.add_references(parents))))
        for key, number in struct_parents.items():
            entries.append((number, reference(self._link_elements[key])))
        entries.sort()
        kids = []
        for at in range(0, len(entries), _CHUNK):
            chunk = entries[at : at + _CHUNK]
            nums = array([f"{number} {value}" for number, value in chunk])
            kids.append(reference(section.add(f"<</Limits[{chunk[0][0]} {chunk[-1][0]}]/Nums{nums}>>")))
        return section.add(f"<</Kids{array(kids)}>>")


def _first_page(element: Element) -> int | None:
    """The page of an element's first own content."""
    for child in element.children:
        if isinstance(child, MarkedContent | AnnotationRef):
            return child.page
    return None


def _reads(element: Element) -> bool:
    """True when there is anything to read in an element, or it is a cell."""
    if element.tag in _KEPT_EMPTY:
        return True
    return any(_reads(child) if isinstance(child, Element) else True for child in element.children)
