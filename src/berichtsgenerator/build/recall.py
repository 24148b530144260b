"""Recalling a build: the same call on the same inputs is answered without building.

A call's fingerprint covers the declared version of the program (never its source text), the call's options and the
bytes of every input. It is kept in a hidden folder beside the products, with the digest of every file that the call
wrote: a product that was deleted or changed by hand is built again. This module loads no engine, so the answer comes
at once.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from berichtsgenerator import __version__
from berichtsgenerator.build.resources import bundled_layouts
from berichtsgenerator.build.results import BuildOptions, BuildResult, Product, TextState
from berichtsgenerator.configuration.project import Project, load_project
from berichtsgenerator.diagnostics import Diagnostic, Place, Severity
from berichtsgenerator.wholefile import digest_file, digest_tree

APPROVALS = "freigaben"
"""Folder of a project with the approved states of its texts."""
RECIPE = 12
"""Raised whenever a step's output changes for the same input."""


def recall(options: BuildOptions) -> BuildResult | None:
    """The result of the same call on the same inputs, when all its files are still what it wrote; else None.

    Raises ConfigurationError for mistakes in the project file. A state file that cannot be understood counts as none.
    """
    started = time.monotonic()
    project = load_project(options.project_file)
    folder = target_folder(options, project)
    try:
        state = json.loads(state_path(folder, options).read_text(encoding="utf-8"))
        if state["fingerprint"] != fingerprint(options, project):
            return None
        if any(digest_file(folder / name) != digest for name, digest in state["files"].items()):
            return None
        products = tuple(_product(folder, item) for item in state["products"])
        found = tuple(_diagnostic(item) for item in state["diagnostics"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return BuildResult(products, found, time.monotonic() - started)


def remember(
    options: BuildOptions,
    mark: str,
    files: Mapping[Path, bytes],
    products: Sequence[Product],
    found: Sequence[Diagnostic],
) -> bytes:
    """Content of the state file of a call: its fingerprint, every file with its digest, counts and diagnostics."""
    counts = []
    for product in products:
        item = asdict(product)
        item["name"] = item.pop("path").name
        del item["unchanged"]
        counts.append(item)
    state = {
        "fingerprint": mark,
        "files": {path.name: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())},
        "products": counts,
        "diagnostics": [{**asdict(item), "severity": item.severity.name} for item in found],
    }
    return json.dumps(state, sort_keys=True, ensure_ascii=False, indent=1).encode()


def target_folder(options: BuildOptions, project: Project) -> Path:
    """Where a call writes to."""
    return options.output if options.output is not None else project.output_folder


def state_path(folder: Path, options: BuildOptions) -> Path:
    """Where the state of a call is kept: one file for each call, named by a digest of its options."""
    return folder / ".stand" / f"{_digest(_call(options))[:16]}.json"


def fingerprint(options: BuildOptions, project: Project) -> str:
    """The digest of everything that decides about the files of a call."""
    data = options.data if options.data is not None else project.data_folder
    inputs = [(f"daten/{name}", digest) for name, digest in digest_tree(data)]
    folders = [project.layout_folder, bundled_layouts()]
    folders.extend(Path(name).parent for name in options.products if name.endswith((".yaml", ".yml")))
    if project.recipe_folder.is_dir():
        folders.append(project.recipe_folder)
    if project.catalogue_folder is not None:
        folders.append(project.catalogue_folder)
    if project.archive_folder is not None and project.archive_folder.is_dir():
        folders.append(project.archive_folder)
    if (project.root / APPROVALS).is_dir():
        folders.append(project.root / APPROVALS)
    for number, folder in enumerate(dict.fromkeys(folder.resolve() for folder in folders)):
        inputs.extend((f"{number}/{name}", digest) for name, digest in digest_tree(folder))
    files = [Path(project.file)]
    if project.geometry_file is not None:
        files.extend(sorted(project.geometry_file.parent.glob(f"{project.geometry_file.stem}.*")))
    house = [*sorted(project.hausstil.schriften.values()), project.hausstil.logo]
    files.extend(project.root / name for name in house if name)
    inputs.extend((path.name, digest_file(path)) for path in files if path.is_file())
    return _digest([RECIPE, __version__, _call(options), inputs])


def _call(options: BuildOptions) -> list[object]:
    return [options.products, options.chapters, options.areas, str(options.project_file), str(options.data or "")]


def _digest(material: object) -> str:
    return hashlib.sha256(json.dumps(material, ensure_ascii=False).encode()).hexdigest()


def _product(folder: Path, item: dict[str, Any]) -> Product:
    text = TextState(**item.pop("text"))
    return Product(folder / item.pop("name"), **item, unchanged=True, text=text)


def _diagnostic(item: dict[str, object]) -> Diagnostic:
    place = item["place"]
    if not isinstance(place, dict):
        raise TypeError("no place")
    return Diagnostic(
        Severity[str(item["severity"])], str(item["code"]), str(item["message"]), Place(**place), str(item["advice"])
    )
