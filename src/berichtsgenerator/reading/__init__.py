"""Deliveries of statistical offices → the one table of observations, with a ledger of every cell."""

from berichtsgenerator.reading.files import read_file
from berichtsgenerator.reading.folder import deliveries, read_folder
from berichtsgenerator.reading.recipes import Recipe, load_recipes, recipes_near, unused_recipes
from berichtsgenerator.reading.results import FileReading, FolderReading, Ledger, Role, SheetLedger, TableReading

__all__ = [
    "FileReading",
    "FolderReading",
    "Ledger",
    "Recipe",
    "Role",
    "SheetLedger",
    "TableReading",
    "deliveries",
    "load_recipes",
    "read_file",
    "read_folder",
    "recipes_near",
    "unused_recipes",
]
