"""What a product was made from, as one digest: equal digests mean that building again would give the same bytes.

The digest covers the declared version of the program (never its source text), the resolved options and the bytes of
every input. It is kept in a small file beside the product, together with the digest of the product itself: a product
that was deleted or changed by hand is built again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator.build.files import digest_file

RECIPE = 1
"""Raised whenever a step's output changes for the same input."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digest of everything that goes into one product."""

    digest: str


def fingerprint(version: str, options: dict[str, object], inputs: tuple[tuple[str, str], ...]) -> Fingerprint:
    """The fingerprint of a product: ``inputs`` are (name, digest) pairs in any order."""
    material = json.dumps([RECIPE, version, options, sorted(inputs)], sort_keys=True, ensure_ascii=False)
    return Fingerprint(hashlib.sha256(material.encode()).hexdigest())


def state_path(product: Path) -> Path:
    """Where the state of ``product`` is kept: a hidden folder beside it."""
    return product.parent / ".stand" / f"{product.name}.json"


def state_bytes(mark: Fingerprint, outputs: dict[str, bytes], summary: dict[str, object]) -> bytes:
    """Content of the state file: fingerprint, digest of every output file by name, and the summary of the build."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(outputs.items())}
    state = {"fingerprint": mark.digest, "outputs": digests, "summary": summary}
    return json.dumps(state, sort_keys=True, ensure_ascii=False, indent=1).encode()


def unchanged(product: Path, mark: Fingerprint) -> dict[str, object] | None:
    """The summary of the last build when ``product`` is what building again would give, else None.

    A state file that cannot be understood counts as none: the product is then simply built.
    """
    try:
        state = json.loads(state_path(product).read_text(encoding="utf-8"))
        if state["fingerprint"] != mark.digest:
            return None
        for name, digest in state["outputs"].items():
            if digest_file(product.parent / name) != digest:
                return None
        summary = state["summary"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return summary if isinstance(summary, dict) else None
