"""Published cases as systems: cells, equations and what their makers found."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from berichtsgenerator.disclosure.numeric import Status, System

FOLDER = Path(__file__).resolve().parents[2].parent / "shared/domain/disclosure_cases"
needs_cases = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="Die veröffentlichten Fälle liegen nicht neben dem Projekt."
)


def protectable() -> list[str]:
    """The cases with equations and primary cells, by name."""
    found = []
    for path in sorted(FOLDER.glob("*_eqs.csv")):
        name = path.name.removesuffix("_eqs.csv")
        with (FOLDER / f"{name}.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        if any(row.get("primary") == "1" for row in rows):
            found.append(name)
    return found


class Case:
    """One case: names, values, primary marks, columns of the file, matrix."""

    def __init__(self, name: str) -> None:
        with (FOLDER / f"{name}.csv").open(encoding="utf-8") as stream:
            self.rows = list(csv.DictReader(stream))
        with (FOLDER / f"{name}_eqs.csv").open(encoding="utf-8") as stream:
            terms = list(csv.DictReader(stream))
        self.names = [row["cell"] for row in self.rows]
        self.place = {cell: number for number, cell in enumerate(self.names)}
        self.value = np.array([float(row["value"]) for row in self.rows])
        self.primary = np.array([row.get("primary", "0") == "1" for row in self.rows])
        rows = [int(item["eq"]) for item in terms]
        columns = [self.place[item["cell"]] for item in terms]
        data = [float(item["coef"]) for item in terms]
        self.matrix = csr_matrix((data, (rows, columns)), shape=(max(rows) + 1, len(self.rows)))
        self.facts: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    def where(self, column: str, *wanted: str) -> np.ndarray:
        return np.array([row[column] in wanted for row in self.rows])

    def cells(self, names: list[str]) -> np.ndarray:
        return np.isin(np.array(self.names), names)

    def printed(self, hidden: np.ndarray, *, zeros: bool = False) -> System:
        """The case with a pattern; ``zeros``: zeros are always printed, so a dot is at least one."""
        lower = np.where(self.value > 0, 1.0, 0.0) if zeros else np.zeros(len(self.value))
        status = np.where(hidden, Status.HIDDEN, Status.PRINTED)
        return System.of(self.value, self.matrix, status, lower=lower, names=tuple(self.names))

    def asked(
        self,
        *,
        cost: str = "sum",
        zeros: bool = False,
        down: float | None = 1.0,
        up: float | None = 1.0,
        least: float = 0.0,
    ) -> System:
        """The case as a task: its primary cells shall deviate by ``down`` and ``up``."""
        status = np.where(self.primary, Status.HIDDEN, Status.CANDIDATE)
        if zeros:
            status = np.where(self.value == 0, Status.PRINTED, status)
        lower = np.where(self.value > 0, least, 0.0)
        nothing = np.full(len(self.value), np.nan)
        low = nothing if down is None else np.where(self.primary & (self.value > lower), self.value - down, np.nan)
        high = nothing if up is None else np.where(self.primary, self.value + up, np.nan)
        return System.of(
            self.value,
            self.matrix,
            status,
            lower=lower,
            need_low=np.maximum(low, lower),
            need_high=high,
            cost=self.value.copy() if cost == "sum" else np.ones(len(self.value)),
            names=tuple(self.names),
        )
