"""How a long run tells what it is doing, without the steps knowing how that is shown."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A sink for progress: a stage has a German name and, where it is known, a total."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins; the former one is finished."""

    def advance(self, count: int = 1) -> None:
        """``count`` more units of the stage are done."""

    def close(self) -> None:
        """Nothing more will come."""


class Silent:
    """Progress that nobody looks at."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore a stage."""

    def advance(self, count: int = 1) -> None:
        """Ignore an advance."""

    def close(self) -> None:
        """Nothing to close."""
