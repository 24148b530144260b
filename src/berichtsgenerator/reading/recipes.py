"""Recipes: hints for files whose build cannot be told from the file alone. Optional, one YAML entry per file
pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from pydantic import BaseModel, ConfigDict, Field


class Recipe(BaseModel):
    """Hints for all files that ``datei`` (a glob over the path within the data folder) fits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    datei: str = Field(min_length=1, description="Muster über den Dateinamen, z. B. jugendamt/*.xlsx")
    zeit: str = Field(default="", description="Zeitangabe, wenn die Datei keine nennt, z. B. 31.12.2024")


def recipe_for(file: str, recipes: Sequence[Recipe]) -> Recipe | None:
    """The first recipe whose pattern fits the file."""
    return next((recipe for recipe in recipes if fnmatchcase(file, recipe.datei)), None)
