"""Better patterns by neighbourhoods: all is kept but some near cells, and those are chosen anew by a 0-1 program.

The program knows the cuts that the search has learned. A choice that does not allow an attack gives a further cut, one
that allows all is the cheapest of its neighbourhood. Neighbourhoods grow where small ones bring nothing more; the
largest holds all candidates, and when its program comes to an end, the pattern is proved to be the cheapest.
Reproducible: all limits are numbers of rounds and nodes; a limit in seconds can be added.
"""

from __future__ import annotations

import time

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from berichtsgenerator.disclosure.numeric.attacklp import model, quiet
from berichtsgenerator.disclosure.numeric.cuts import Separation
from berichtsgenerator.disclosure.numeric.heuristic import Search
from berichtsgenerator.disclosure.numeric.memory import Memory
from berichtsgenerator.disclosure.numeric.system import Attack, Bools, Floats, Ints

_NODES = 300  # of one choice, at first
_MOST_NODES = 2**31 - 1  # what the solver takes
_TURNS = 60  # choices of one neighbourhood, each with further cuts
_CUTS = 8  # before choosing again
_PATIENCE = 15  # neighbourhoods without gain before they grow
_SMALLEST = 150


class Neighbourhoods:
    """Steps from the pattern of ``search`` to cheaper ones. ``bound``: no pattern costs less; ``proved``: nor can."""

    def __init__(self, search: Search, *, seed: int = 1) -> None:
        self.search = search
        self.pattern = search.pattern
        system = search.system
        attacks = sorted(search.pattern.witness)
        self.memory = Memory(system, attacks)
        self.numbers = self.memory.numbers
        self.cost = system.cost[self.numbers]
        self.reach = max((abs(attack.need) for attack in attacks), default=1.0)
        self.separation = Separation(system)
        self.random = np.random.default_rng(seed)
        self._ties: csr_matrix = abs(system.matrix)
        self._back: csr_matrix = self._ties.T.tocsr()
        whole = bool(np.all(np.abs(self.cost - np.round(self.cost)) < 1e-9))
        self.gain = 1.0 - 1e-6 if whole else 1e-6
        self.size = min(_SMALLEST, len(self.numbers))
        self.nodes = _NODES
        self.until: float | None = None
        self.bound = 0.0
        self.proved = not self.pattern.usage.any()
        for witness in self.pattern.witness.values():
            self.memory.learn(witness)

    def run(self, rounds: int, *, nodes: int = _NODES, until: float | None = None) -> None:
        """At most ``rounds`` neighbourhoods, until ``nodes`` did not help, or the process clock reads ``until``."""
        self.until = until
        idle = 0
        for _ in range(rounds):
            if self.proved or self._late():
                break
            if self._step():
                idle = 0
                continue
            idle += 1
            if self.size >= len(self.numbers):
                if self.nodes >= nodes:
                    break
                self.nodes = min(self.nodes * 3, _MOST_NODES)
                self.size = max(min(_SMALLEST, len(self.numbers)), len(self.numbers) // 3)
                idle = 0
            elif idle >= _PATIENCE:
                self.size = min(len(self.numbers), self.size * 3 // 2)
                idle = 0
        if not self.proved and self.bound == 0.0:  # at least a bound from what was learned
            everything = np.arange(len(self.numbers))
            self._cheapest(everything, np.zeros(len(self.numbers), dtype=np.bool_), self.pattern.cost())
        self.search.all_open()

    def _late(self) -> bool:
        return self.until is not None and time.process_time() > self.until

    def _step(self) -> bool:
        """One neighbourhood; True when the pattern became cheaper."""
        own = self._choose()
        pattern = self.pattern
        now = pattern.hidden()[self.numbers]
        kept = now.copy()
        kept[own] = False
        affected = sorted({attack for cell in self.numbers[own].tolist() for attack in pattern.users[cell]})
        before = float(self.cost[own][now[own]].sum())
        turns = 10**9 if len(own) == len(self.numbers) and self.nodes > _NODES else _TURNS
        for _ in range(turns):
            choice = self._cheapest(own, kept, before)
            if choice is None or self._late():
                return False
            hidden = kept.copy()
            hidden[own] = choice
            found = self._allowed(affected, hidden)
            if found is not None:
                for attack in affected:
                    pattern.drop(attack)
                for attack in affected:
                    pattern.use(attack, found[attack])
                self.proved = self.bound > pattern.cost() - self.gain
                return True
        return False

    def _choose(self) -> Ints:
        """Places of the candidates of a neighbourhood: some near hidden ones, and more that could replace them."""
        random = self.random
        if self.size >= len(self.numbers):
            return np.arange(len(self.numbers))
        hidden = self.pattern.hidden()[self.numbers]
        first = int(random.choice(np.flatnonzero(hidden)))
        blur = 0.3 + random.random(len(hidden))
        score = self._near(np.array([first])) * blur
        score[first] = np.inf
        order = np.argsort(-score, kind="stable")
        order = order[score[order] > 0]
        given = order[hidden[order]][: max(3, self.size // 4)]
        score = self._near(given) * blur
        order = np.argsort(-score, kind="stable")
        others = order[~hidden[order] & (score[order] > 0)][: self.size - len(given)]
        return np.sort(np.concatenate([given, others])).astype(np.int64)

    def _near(self, places: Ints) -> Floats:
        """How near each candidate is to those at ``places``: by shared relations, and by witnesses that moved both."""
        start = np.zeros(len(self.pattern.usage))
        start[self.numbers[places]] = 1.0
        tied = self._back @ (self._ties @ start)
        tied = (self._back @ (self._ties @ np.minimum(tied, 1.0)))[self.numbers]
        users = {attack for cell in self.numbers[places].tolist() for attack in self.pattern.users[cell]}
        return np.asarray(tied / max(1.0, float(tied.max())) + 0.5 * self.memory.moved(users), dtype=np.float64)

    def _cheapest(self, own: Ints, kept: Bools, before: float) -> Bools | None:
        """The cheapest choice of the candidates ``own`` that the cuts allow and that costs less than ``before``."""
        cuts = self.memory.cuts()
        rest = 1.0 - cuts @ kept.astype(np.float64)
        active = np.flatnonzero(rest > 1e-6)
        rows = cuts[active][:, own].tocsr()
        rows.data = np.minimum(rows.data / np.repeat(rest[active], np.diff(rows.indptr)), 1.0)
        cost = self.cost[own]
        count = len(own)
        program = model(rows.tocsc(), cost, np.zeros(count), np.ones(count), np.ones(len(active)))
        program.row_upper_ = np.full(len(active), highspy.kHighsInf)
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
        solver = quiet()
        solver.setOptionValue("mip_max_nodes", self.nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", self.gain / 2)
        # no start is given: HiGHS 1.16 returns it in place of the optimum where presolve leaves nothing to do
        solver.setOptionValue("objective_bound", before - self.gain / 2)
        if self.until is not None:
            solver.setOptionValue("time_limit", max(0.1, self.until - time.process_time()))
        solver.passModel(program)
        solver.run()
        if count == len(self.numbers):
            self._bounded(solver, before)
        if solver.getInfo().primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
            return None
        choice: Bools = np.array(solver.getSolution().col_value) > 0.5
        return None if float(cost[choice].sum()) > before - self.gain else choice

    def _bounded(self, solver: highspy.Highs, before: float) -> None:
        """Take the bound of a program over all candidates."""
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            bound = before  # nothing is cheaper
        else:
            bound = min(before, float(solver.getInfo().mip_dual_bound))
            if self.gain > 0.5:
                bound = float(np.ceil(bound - 1e-6))
        self.bound = max(self.bound, bound)
        self.proved = self.bound > before - self.gain

    def _allowed(self, affected: list[Attack], hidden: Bools) -> dict[Attack, Floats] | None:
        """A witness for each attack within ``hidden``, or None after learning cuts that forbid it."""
        pattern, program, memory = self.pattern, self.search.program, self.memory
        allowed = memory.mask(hidden)
        shown = set(self.numbers[~hidden].tolist())
        found: dict[Attack, Floats] = {}
        asked = []
        for attack in affected:
            witness = pattern.witness[attack] if shown.isdisjoint(pattern.moved[attack].tolist()) else None
            if witness is None:
                witness = memory.witness(attack, allowed)
            if witness is None:
                asked.append(attack)
            else:
                found[attack] = witness
        if not asked:
            return found
        for cell, flag in zip(self.numbers.tolist(), hidden.tolist(), strict=True):
            (program.open if flag else program.close)(cell)
        chosen = np.zeros(len(pattern.usage))
        chosen[self.numbers[hidden]] = 1.0
        self.separation.aim(chosen, self.reach)
        failed = self.search.failed
        refused = 0
        for attack in sorted(asked, key=lambda item: -failed.get(item, 0)):
            witness = memory.witness(attack, allowed)
            if witness is None:
                witness = program.cheapest(attack)
                if witness is not None:
                    memory.learn(witness)
            if witness is not None:
                found[attack] = witness
                continue
            failed[attack] = failed.get(attack, 0) + 1
            self._learn_cut(attack, hidden, chosen)
            refused += 1
            if refused >= _CUTS:
                break
        return None if refused else found

    def _learn_cut(self, attack: Attack, hidden: Bools, chosen: Floats) -> None:
        cut = self.separation.cut(attack, chosen)
        if cut is None:
            cut = np.zeros(len(chosen))
            cut[self.numbers[~hidden]] = 1.0  # what allows all attacks hides something that this pattern prints
        self.memory.add(cut)
