"""Whole numbers out of shares: splits that add up, and noise that is the same on every run."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def split(counts: ArrayLike, weights: ArrayLike) -> Ints:
    """Divide each count along a new last axis in proportion to ``weights`` so that the parts add up exactly.

    ``counts`` has shape S, ``weights`` broadcasts to S + (k,). A part differs from its exact share by less than one
    and is never negative; where all weights are zero the first part takes everything.
    """
    whole = np.asarray(counts, dtype=np.int64)
    share = np.broadcast_to(np.asarray(weights, dtype=np.float64), (*whole.shape, np.shape(weights)[-1])).copy()
    total = share.sum(axis=-1, keepdims=True)
    share[..., 0] = np.where(total[..., 0] > 0, share[..., 0], 1.0)
    total = share.sum(axis=-1, keepdims=True)
    bounds = np.floor(np.cumsum(share / total, axis=-1) * whole[..., None] + 0.5 - 1e-9)
    bounds[..., -1] = whole
    bounds = np.minimum(np.maximum.accumulate(bounds, axis=-1), whole[..., None])
    return np.diff(bounds, axis=-1, prepend=0).astype(np.int64)


def part(counts: ArrayLike, share: ArrayLike) -> Ints:
    """A sub-group: ``share`` (0…1) of each count, rounded, never below 0 or above the count."""
    whole = np.asarray(counts, dtype=np.int64)
    wanted = np.floor(whole * np.asarray(share, dtype=np.float64) + 0.5)
    return np.asarray(np.clip(wanted, 0, whole), dtype=np.int64)


def drawn_part(generator: np.random.Generator, counts: ArrayLike, share: ArrayLike) -> Ints:
    """A sub-group drawn at random (binomial): small areas get the 0, 1, 2 that reality has."""
    whole = np.asarray(counts, dtype=np.int64)
    return generator.binomial(whole, np.clip(share, 0.0, 1.0)).astype(np.int64)


def random_for(seed: int, subject: str) -> np.random.Generator:
    """A generator of its own for each subject, so that one subject's changes leave the others alone."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(subject.encode())])))
