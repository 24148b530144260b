"""A fence around the library that reads the cells of workbooks: all that damaged files make of it is one exception."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError

_PANIC = "PanicException"
"""Name of the exception, no :class:`Exception`, by which the library tells that it met what must never be."""


class CellsError(Exception):
    """The library could not read the file, or the sheet; the text is its own, in English."""


@contextmanager
def fenced() -> Iterator[None]:
    """Run calls of the library; raises CellsError for all that it raises.

    Before it panics it writes a trace of its own to the error output, past Python: there it goes nowhere for as long.
    """
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    except (CalamineError, OSError, ValueError) as failure:
        raise CellsError(str(failure)) from failure
    except BaseException as failure:
        if type(failure).__name__ != _PANIC:
            raise
        raise CellsError(str(failure)) from None
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
