"""Writing the deliveries into a folder."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from pathlib import Path

from berichtsgenerator.sampledata import (
    publish_childhood,
    publish_education,
    publish_labour,
    publish_minimum_income,
    publish_municipal,
    publish_population,
    publish_society,
    publish_support,
    publish_welfare,
)
from berichtsgenerator.sampledata.sample import Delivery, Sample

DELIVERIES: tuple[Delivery, ...] = (
    *publish_population.DELIVERIES,
    *publish_labour.DELIVERIES,
    *publish_municipal.deliveries(),
    *publish_minimum_income.DELIVERIES,
    *publish_welfare.DELIVERIES,
    *publish_education.DELIVERIES,
    *publish_support.DELIVERIES,
    *publish_childhood.DELIVERIES,
    *publish_society.DELIVERIES,
)
"""Every delivery, in the order of writing."""


def make(seed: int, pattern: str = "*") -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the deliveries whose name fits ``pattern``; equal seeds give equal bytes."""
    sample = Sample(seed)
    for delivery in DELIVERIES:
        if fnmatch.fnmatchcase(delivery.name, pattern):
            yield delivery.name, delivery.make(sample)


def generate(folder: Path, seed: int, pattern: str = "*") -> tuple[Path, ...]:
    """Write the deliveries into ``folder`` (made when missing) and return the files written.

    A file is written beside its place and then moved there, so that a killed run leaves no half file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in make(seed, pattern):
        target = folder / name
        beside = target.with_name(f".{name}.neu")
        beside.write_bytes(content)
        beside.replace(target)
        written.append(target)
    return tuple(written)
