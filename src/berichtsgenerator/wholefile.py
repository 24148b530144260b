"""Writing results so that a reader never sees half a file.

A file is written beside its place and then renamed onto it; whatever goes wrong in between (full disk, missing
rights, a killed process) leaves the last good file as it was.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic, OutputError, Place, error

_REASONS = {
    errno.ENOSPC: ("Der Datenträger ist voll.", "Schaffen Sie Platz und bauen Sie erneut."),
    errno.EDQUOT: ("Das Speicherkontingent ist ausgeschöpft.", "Schaffen Sie Platz und bauen Sie erneut."),
    errno.EACCES: ("Die Schreibrechte fehlen.", "Prüfen Sie die Rechte am Ordner oder wählen Sie --ausgabe."),
    errno.EPERM: ("Die Schreibrechte fehlen.", "Prüfen Sie die Rechte am Ordner oder wählen Sie --ausgabe."),
    errno.EROFS: ("Der Datenträger ist schreibgeschützt.", "Wählen Sie mit --ausgabe einen anderen Ordner."),
    errno.EFBIG: ("Die Datei ist für den Datenträger zu groß.", "Wählen Sie mit --ausgabe einen anderen Ordner."),
    errno.EEXIST: ("Dort, wo ein Ordner sein soll, liegt eine Datei.", "Prüfen Sie den Ausgabeordner."),
    errno.ENAMETOOLONG: ("Der Name ist für den Datenträger zu lang.", "Wählen Sie einen kürzeren Ausgabeordner."),
    errno.EISDIR: ("Dort liegt ein Ordner gleichen Namens.", "Benennen Sie den Ordner um oder wählen Sie --ausgabe."),
    errno.ENOTDIR: ("Ein Teil des Pfades ist kein Ordner.", "Prüfen Sie den Ausgabeordner."),
}


def describe_os_error(problem: OSError, path: Path) -> Diagnostic:
    """A failed write as a diagnostic in German, with the last good file's fate."""
    known = _REASONS.get(problem.errno or 0)
    reason, advice = known or (f"Das Betriebssystem meldet: {problem.strerror or problem}.", "")
    message = f"Die Datei kann nicht geschrieben werden. {reason} Eine frühere Fassung bleibt unverändert."
    return error("schreiben", message, Place(file=str(path)), advice)


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files whole: first all of them beside their places, then rename one after the other.

    Raises OutputError when any of them cannot be written; then none of the places was touched.
    """
    prepared: list[tuple[Path, Path]] = []
    current = Path()
    try:
        for current, data in contents.items():
            current.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{current.name}.", suffix=".tmp", dir=current.parent)
            prepared.append((Path(name), current))
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        for temporary, current in prepared:
            temporary.chmod(0o644)
            temporary.replace(current)
    except OSError as problem:
        raise OutputError(describe_os_error(problem, current)) from problem
    finally:
        for temporary, _ in prepared:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_tree(root: Path, *, suffixes: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Relative posix path and digest of every visible file below ``root``, sorted; only ``suffixes`` if any are
    given. A file that cannot be read is listed as such.
    """
    wanted = tuple(suffixes)
    if not root.is_dir():
        return ()
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts) or not path.is_file():
            continue
        if wanted and path.suffix.lower() not in wanted:
            continue
        try:
            found.append((relative.as_posix(), digest_file(path)))
        except OSError as problem:
            found.append((relative.as_posix(), f"nicht lesbar: {problem.errno}"))
    return tuple(found)
