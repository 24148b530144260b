"""One seeded world with all its subjects, each computed when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from berichtsgenerator.sampledata.benefits import Benefits
from berichtsgenerator.sampledata.childhood import Childhood
from berichtsgenerator.sampledata.education import Education
from berichtsgenerator.sampledata.facts import Facts
from berichtsgenerator.sampledata.labour import Labour
from berichtsgenerator.sampledata.society import Society
from berichtsgenerator.sampledata.world import World


class Sample:
    """Facts, seed and the simulated subjects that the deliveries print."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.facts = Facts()

    @cached_property
    def world(self) -> World:
        """The population."""
        return World(self.facts, self.seed)

    @cached_property
    def labour(self) -> Labour:
        """Employees, unemployed, short-time work."""
        return Labour(self.facts, self.world, self.seed)

    @cached_property
    def benefits(self) -> Benefits:
        """Minimum income, Wohngeld, Kinderzuschlag."""
        return Benefits(self.facts, self.world, self.seed)

    @cached_property
    def education(self) -> Education:
        """Schools, pupils, transitions, leavers."""
        return Education(self.facts, self.world, self.benefits.burden, self.seed)

    @cached_property
    def childhood(self) -> Childhood:
        """Day care, help for families, examination before school."""
        return Childhood(self.facts, self.world, self.benefits.burden, self.seed)

    @cached_property
    def society(self) -> Society:
        """Housing, households, care, elections."""
        return Society(self.facts, self.world, self.benefits.burden, self.seed)


@dataclass(frozen=True)
class Delivery:
    """One file of ``data_in``: its name and what writes its bytes."""

    name: str
    make: Callable[[Sample], bytes]
