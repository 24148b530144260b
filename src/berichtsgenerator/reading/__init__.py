"""Deliveries of statistical offices → the one table of observations, with a ledger of every cell."""

from berichtsgenerator.reading.books.results import FileReading, FolderReading, Ledger, Role, SheetLedger, TableReading
from berichtsgenerator.reading.delivery.files import read_file
from berichtsgenerator.reading.delivery.folder import deliveries, read_folder
from berichtsgenerator.reading.words.recipes import Recipe, load_recipes, recipes_near, unused_recipes

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
