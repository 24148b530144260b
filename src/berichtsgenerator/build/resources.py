"""Where the layouts that come with the program are: in the installed package, or in a source checkout beside
``src``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_layouts() -> Path:
    """Folder of the layouts that come with the program."""
    installed = _PACKAGE / "layouts"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "layouts"


def find_layout(product: str, folder: Path) -> Path | None:
    """The layout file of a product: a path to a YAML file, else a name looked up in ``folder`` and in the bundled
    layouts.
    """
    if product.lower().endswith((".yaml", ".yml")):
        path = Path(product)
        return path if path.is_file() else None
    if not product or Path(product).name != product:
        return None
    for place in (folder, bundled_layouts()):
        for suffix in (".yaml", ".yml"):
            path = place / f"{product}{suffix}"
            if path.is_file():
                return path
    return None


def layout_names(folder: Path) -> tuple[str, ...]:
    """Names of all products that can be built with the layouts of ``folder`` and the bundled ones."""
    names = {
        path.stem
        for place in (folder, bundled_layouts())
        if place.is_dir()
        for path in place.iterdir()
        if path.suffix in (".yaml", ".yml")
    }
    return tuple(sorted(names))
