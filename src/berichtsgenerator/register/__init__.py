"""The register of published numbers: the one place through which a number can reach an output.

Comes in: requests (who wants which number where) and an engine that evaluates keys. Goes out: entries in a fixed order,
each with its way back to file, sheet and cell, and one JSON file beside the report.
"""

from berichtsgenerator.model.entries import Component, Entry, Protection, Provenance
from berichtsgenerator.model.numbers import VALUE, NumberKey, Representation, View
from berichtsgenerator.register.register import Engine, Register, UnknownNumberError
from berichtsgenerator.register.requests import RequestSet

__all__ = [
    "VALUE",
    "Component",
    "Engine",
    "Entry",
    "NumberKey",
    "Protection",
    "Provenance",
    "Register",
    "Representation",
    "RequestSet",
    "UnknownNumberError",
    "View",
]
