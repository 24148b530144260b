"""The tag tree of a finished PDF as indented text, and what a screen reader would say, for tests and for looking at.

Comes in: a PDF file. Goes out: text. Strings are decoded with the fonts' ToUnicode maps and put together per marked-
content sequence; soft hyphens at line ends disappear as they do for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

_BFCHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SPACES = re.compile(r"[ \n]+")
_SOFT_HYPHEN = "\u00ad"


class TagTree:
    """The structure tree of an open PDF."""

    def __init__(self, source: Path | bytes) -> None:
        self._pdf = pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source)
        self._pages = {page.obj.objgen: index for index, page in enumerate(self._pdf.pages)}
        self._texts: dict[int, dict[int, str]] = {}
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}

    def __enter__(self) -> TagTree:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    @property
    def root(self) -> pikepdf.Object:
        """The Document element."""
        return self._pdf.Root.StructTreeRoot.K

    # Texts of marked content --------------------------------------------------------------------------------------

    def text(self, page: int, mcid: int) -> str:
        """The text of a marked-content sequence."""
        if page not in self._texts:
            self._texts[page] = self._read_page(page)
        return self._texts[page].get(mcid, "")

    def _read_page(self, index: int) -> dict[int, str]:
        page = self._pdf.pages[index]
        fonts = page.obj["/Resources"]["/Font"]
        found: dict[int, list[str]] = {}
        stack: list[int | None] = []
        decode: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "BDC":
                properties = operands[1]
                mcid = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                stack.append(None if mcid is None else int(mcid))
            elif name == "BMC":
                stack.append(None)
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                decode = self._font(fonts[str(operands[0])])
            elif name in ("Tj", "TJ"):
                current = next((mcid for mcid in reversed(stack) if mcid is not None), None)
                if current is None:
                    continue
                strings = [operands[0]] if name == "Tj" else [s for s in operands[0] if isinstance(s, pikepdf.String)]
                text = "".join(decode.get(code, "\ufffd") for string in strings for code in bytes(string))
                found.setdefault(current, []).append(text)
        return {mcid: "".join(parts) for mcid, parts in found.items()}

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        key = font.objgen
        if key == (0, 0) or key not in self._fonts:
            table: dict[int, str] = {}
            data = font["/ToUnicode"].read_bytes()
            for code, target in _BFCHAR.findall(data[data.index(b"beginbfchar") :]):
                table[int(code, 16)] = bytes.fromhex(target.decode("ascii")).decode("utf-16-be")
            if key == (0, 0):
                return table
            self._fonts[key] = table
        return self._fonts[key]

    # Walking ------------------------------------------------------------------------------------------------------

    def kids(self, element: pikepdf.Object) -> Iterator[pikepdf.Object | tuple[int, int]]:
        """The children of an element: elements, or (page, MCID)."""
        if "/K" not in element:
            return
        page = element.get("/Pg")
        items = element["/K"]
        for item in items if isinstance(items, pikepdf.Array) else [items]:
            if isinstance(item, int):
                yield (self._pages[page.objgen] if page is not None else 0, item)
            elif item.get("/Type") == Name("/MCR"):
                yield (self._pages[item["/Pg"].objgen], int(item["/MCID"]))
            elif item.get("/Type") == Name("/OBJR"):
                continue
            else:
                yield item

    def spoken(self, element: pikepdf.Object) -> str:
        """What is read for an element: its replacement or alternative text, else the text of all its content."""
        for name in ("/ActualText", "/Alt"):
            if name in element:
                return str(element[name])
        parts = []
        for child in self.kids(element):
            parts.append(self.text(*child) if isinstance(child, tuple) else self.spoken(child))
        return clean("".join(parts), strip=False)

    def lines(self, element: pikepdf.Object | None = None, depth: int = 0) -> Iterator[str]:
        """The tree below an element as indented lines: tag, attributes that matter, own text."""
        item = self.root if element is None else element
        tag = str(item["/S"])[1:]
        head = "  " * depth + tag
        attributes = item.get("/A")
        shown = []
        for entry in (
            attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes is not None else []
        ):
            for name in ("/Scope", "/ColSpan", "/RowSpan", "/ListNumbering"):
                if name in entry:
                    shown.append(f"{name[1:]}={str(entry[name]).removeprefix('/')}")
            if "/Headers" in entry:
                shown.append("Headers=" + ",".join(str(name) for name in entry["/Headers"]))
        if "/ID" in item:
            shown.append(f"ID={item['/ID']}")
        if "/Lang" in item:
            shown.append(f"Lang={item['/Lang']}")
        if shown:
            head += f" [{' '.join(shown)}]"
        if "/Alt" in item:
            head += f" Alt={str(item['/Alt'])!r}"
        if "/ActualText" in item:
            head += f" ActualText={str(item['/ActualText'])!r}"
        children = list(self.kids(item))
        if children and all(isinstance(child, tuple) for child in children):
            own = clean("".join(self.text(*child) for child in children if isinstance(child, tuple)))
            yield f"{head}: {own}" if own else head
            return
        yield head
        for child in children:
            if isinstance(child, tuple):
                own = clean(self.text(*child))
                if own:
                    yield "  " * (depth + 1) + f"„{own}“"
            else:
                yield from self.lines(child, depth + 1)


def clean(text: str, *, strip: bool = True) -> str:
    """Text as a reader hears it: soft hyphens gone, spaces single."""
    text = _SPACES.sub(" ", text.replace(_SOFT_HYPHEN, ""))
    return text.strip(" ") if strip else text


def tree_text(source: Path | bytes) -> str:
    """The tag tree as indented text."""
    with TagTree(source) as tree:
        return "\n".join(tree.lines())


def spoken_text(source: Path | bytes) -> str:
    """What a screen reader says, a line for each block, in reading order."""
    blocks = {"P", "H1", "H2", "H3", "H4", "Caption", "Figure", "TD", "TH", "TOCI", "Lbl"}
    lines: list[str] = []

    def walk(tree: TagTree, element: pikepdf.Object) -> None:
        tag = str(element["/S"])[1:]
        if tag in blocks:
            said = clean(tree.spoken(element))
            if said:
                lines.append(said)
            return
        for child in tree.kids(element):
            if not isinstance(child, tuple):
                walk(tree, child)

    with TagTree(source) as tree:
        walk(tree, tree.root)
    return "\n".join(lines)
