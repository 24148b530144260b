"""Garbage collection while building.

A build makes millions of small frozen records that live until its end and hold no cycles; looking through them again
and again took a quarter of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLD = (200_000, 50, 1000)


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cyclic garbage rarely inside the block (or the decorated function); restore the thresholds after it."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
