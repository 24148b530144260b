"""A whole system: part by part, in as many processes as wanted, with bound, certificates and what could not be had."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from math import inf
from multiprocessing import get_context

import numpy as np

from berichtsgenerator.disclosure.numeric.attacklp import furthest
from berichtsgenerator.disclosure.numeric.certificate import Sparse, is_whole, whole_witness
from berichtsgenerator.disclosure.numeric.heuristic import Search
from berichtsgenerator.disclosure.numeric.insiders import exposed_within, unseen
from berichtsgenerator.disclosure.numeric.neighbourhood import Neighbourhoods
from berichtsgenerator.disclosure.numeric.system import (
    TOLERANCE,
    Attack,
    Bools,
    Floats,
    Part,
    Status,
    System,
    attacks_of,
    parts,
)

_WORTH = 3e5  # attacks times cells: below, starting other processes takes longer than solving
_SPARED = 60  # hidden cells round those added for whole numbers that are tried again


@dataclass(frozen=True)
class Effort:
    """How much work a solution may take. Only ``seconds`` makes it depend on the machine.

    ``rounds``: neighbourhoods of each part that are tried. ``work``: fewer rounds (one at least) are tried where all
    their attacks times cells come to more. ``nodes``: how far a 0-1 program over all candidates of a part may branch
    before the search ends; where it comes to its end earlier, the pattern is proved to be the cheapest.
    ``seconds``: at most so much processor time for all parts together (each has its share).
    """

    rounds: int = 200
    nodes: int = 300
    seconds: float | None = None
    work: float = inf


NORMAL = Effort(work=1.2e7)
THOROUGH = Effort(rounds=2000, nodes=10_000, work=2e8)
EXACT = Effort(rounds=10**9, nodes=2**31 - 1)


@dataclass(frozen=True)
class Solution:
    """A pattern for a whole system.

    ``hidden`` holds what was hidden anyway and the chosen candidates. ``relaxed``: what an attack could be granted
    where its full need cannot be had by any pattern; ``open``: sensitive cells that no pattern protects at all.
    ``certificates``: a whole-number witness of every attack, with the need that was granted; ``uncertain``:
    those without one.
    """

    hidden: Bools
    cost: float
    bound: float
    proved: bool
    relaxed: dict[Attack, float]
    open: tuple[int, ...]
    certificates: dict[Attack, Sparse]
    uncertain: tuple[Attack, ...]
    parts: int


@dataclass(frozen=True)
class _Done:
    chosen: tuple[int, ...]
    cost: float
    bound: float
    proved: bool
    relaxed: dict[Attack, float]
    certificates: dict[Attack, Sparse]
    uncertain: tuple[Attack, ...]


def protect(
    system: System,
    effort: Effort = NORMAL,
    *,
    processes: int = 1,
    seed: int = 1,
    hint: Bools | None = None,
    told: Callable[[], None] | None = None,
) -> Solution:
    """The cheapest pattern that ``effort`` finds. ``hint``: an earlier pattern, tried as a start."""
    pieces = parts(system)
    weight = [float(len(attacks_of(part.system)) * len(part.cells)) for part in pieces]
    whole = sum(weight) or 1.0
    rounds = effort.rounds if whole * effort.rounds <= effort.work else max(1, int(effort.work / whole))
    effort = replace(effort, rounds=rounds)
    jobs = []
    for number, part in enumerate(pieces):
        share = None if effort.seconds is None else effort.seconds * processes * weight[number] / whole
        start = None if hint is None else hint[part.cells]
        jobs.append((part, replace(effort, seconds=share), seed, start))
    order = sorted(range(len(jobs)), key=lambda number: -weight[number])
    done: dict[int, _Done] = {}
    if processes > 1 and len(jobs) > 1 and whole > _WORTH:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for number, result in zip(order, pool.map(_solve, [jobs[number] for number in order]), strict=True):
                done[number] = result
                if told:
                    told()
    else:
        for number in order:
            done[number] = _solve(jobs[number])
            if told:
                told()
    return _together(system, [done[number] for number in range(len(jobs))])


def _together(system: System, done: list[_Done]) -> Solution:
    hidden = system.status == Status.HIDDEN
    certificates: dict[Attack, Sparse] = {}
    relaxed: dict[Attack, float] = {}
    uncertain: list[Attack] = []
    for result in done:
        hidden[list(result.chosen)] = True
        certificates.update(result.certificates)
        relaxed.update(result.relaxed)
        uncertain.extend(result.uncertain)
    asked = attacks_of(system)
    known = {*certificates, *relaxed, *uncertain}
    lost = {attack: 0.0 for attack in asked if attack not in known}  # cells that nobody can doubt
    relaxed.update(lost)
    moves: dict[int, float] = {}
    for attack in asked:
        granted = relaxed.get(attack, attack.need)
        moves[attack.cell] = moves.get(attack.cell, 0.0) + abs(granted)
    return Solution(
        hidden,
        sum(result.cost for result in done),
        sum(result.bound for result in done),
        all(result.proved for result in done),
        dict(sorted(relaxed.items())),
        tuple(sorted(cell for cell, room in moves.items() if room <= TOLERANCE)),
        dict(sorted(certificates.items())),
        tuple(sorted(uncertain)),
        len(done),
    )


def _solve(job: tuple[Part, Effort, int, Bools | None]) -> _Done:
    part, effort, seed, hint = job
    system = part.system
    until = None if effort.seconds is None else time.process_time() + effort.seconds
    asked = attacks_of(system)
    search = Search(system, asked)
    if hint is not None:
        for cell in np.flatnonzero(hint & (system.status == Status.CANDIDATE)).tolist():
            search.pattern.price[cell] *= 0.2
            search.program.set_price(cell, float(search.pattern.price[cell]) / 2)
    refused = search.start(_ordered(asked))
    relaxed, granted = _relaxed(search, refused)
    search.attacks = granted
    search.pattern.price = system.cost.copy()
    while True:
        near = Neighbourhoods(search, seed=seed)
        near.run(effort.rounds, nodes=effort.nodes, until=until)
        search.tidy(np.flatnonzero(search.pattern.usage > 0).tolist())  # so that no cell is hidden for nothing
        search.all_open()
        if not _against_insiders(search, relaxed):
            break
    before = search.pattern.cost()
    certificates, uncertain = _certified(part, search, relaxed)
    pattern = search.pattern
    proved = near.proved and pattern.cost() <= before + TOLERANCE  # whole numbers may need more than the programs
    chosen = tuple(int(cell) for cell in part.cells[pattern.hidden()])
    return _Done(
        chosen,
        pattern.cost(),
        pattern.cost() if proved else min(near.bound, pattern.cost()),
        proved or pattern.cost() <= near.bound + TOLERANCE,
        {_named(part, attack): room for attack, room in relaxed.items()},
        {_named(part, attack): found for attack, found in certificates.items()},
        tuple(_named(part, attack) for attack in uncertain),
    )


def _named(part: Part, attack: Attack) -> Attack:
    known = int(part.cells[attack.known]) if attack.known >= 0 else -1
    return Attack(int(part.cells[attack.cell]), attack.need, known)


def _ordered(attacks: tuple[Attack, ...]) -> list[Attack]:
    return sorted(attacks, key=lambda item: (-abs(item.need), item.cell, item.need))


def _relaxed(search: Search, refused: list[Attack]) -> tuple[dict[Attack, float], tuple[Attack, ...]]:
    """What can be granted to attacks that nothing allows in full, carried out; and all attacks that are granted."""
    system = search.system
    granted = [attack for attack in search.attacks if attack in search.pattern.witness]
    if not refused:
        return {}, tuple(granted)
    everything = system.status != Status.PRINTED
    ends = furthest(system, everything, sorted({attack.cell for attack in refused}))
    relaxed: dict[Attack, float] = {}
    less: dict[Attack, Attack] = {}
    for attack in refused:
        low, high = ends[attack.cell]
        room = high - system.value[attack.cell] if attack.need > 0 else low - system.value[attack.cell]
        if system.integral[attack.cell]:
            room = float(np.trunc(room + (TOLERANCE if attack.need > 0 else -TOLERANCE)))
        room = min(room, attack.need) if attack.need > 0 else max(room, attack.need)
        relaxed[attack] = room
        if abs(room) > TOLERANCE:
            less[attack] = Attack(attack.cell, room)
    still = set(search.start(_ordered(tuple(less.values()))))
    for attack, smaller in less.items():
        if smaller in still:
            relaxed[attack] = 0.0
        else:
            granted.append(smaller)
    return relaxed, tuple(granted)


def _against_insiders(search: Search, relaxed: dict[Attack, float]) -> bool:
    """Carry out what keeps sensitive cells from single respondents of others; True when something was added.

    What even hiding all candidates does not keep from them goes into ``relaxed``.
    """
    system, pattern = search.system, search.pattern
    added = False
    for cell, known in exposed_within(system, pattern.hidden() | (system.status == Status.HIDDEN)):
        ways = (Attack(cell, 1.0, known), Attack(cell, -1.0, known))
        if any(way in pattern.witness or way in relaxed for way in ways):
            continue
        way = next((way for way in ways if not search.start([way])), None)
        if way is None:
            relaxed[ways[0]] = 0.0
        else:
            search.attacks = (*search.attacks, way)
            added = True
    return added


def _certified(part: Part, search: Search, relaxed: Container[Attack]) -> tuple[dict[Attack, Sparse], list[Attack]]:
    """A whole-number witness of every attack; one that needs further cells hidden gets them.

    ``relaxed``: attacks that nothing allows in full.
    """
    system, pattern = part.system, search.pattern
    before = pattern.hidden()
    closed = before | (system.status == Status.HIDDEN)
    uncertain: list[Attack] = []
    whole: dict[Attack, Floats] = {}
    for attack in sorted(pattern.witness):
        witness = pattern.witness[attack]
        if not is_whole(system, witness):
            known = next((found for found in whole.values() if pattern.carries(found, attack)), None)
            better = whole_witness(system, closed, attack) if known is None else known
            if better is None:
                uncertain.append(attack)
                continue
            pattern.drop(attack)
            pattern.use(attack, better)
            closed |= pattern.hidden()
            witness = better
        whole[attack] = witness
    added = pattern.hidden() & ~before
    if added.any():
        whole.update(_spared(search, added, set(uncertain)))
    uncertain.extend(_whole_against_insiders(search, whole, relaxed))
    return {attack: Sparse.of(witness, part.cells) for attack, witness in whole.items()}, uncertain


def _whole_against_insiders(search: Search, whole: dict[Attack, Floats], relaxed: Container[Attack]) -> list[Attack]:
    """Whole-number witnesses against single respondents, added to ``whole``; attacks for which there is none.

    What is in ``relaxed`` is not asked again: where fractions of all candidates do not help, whole numbers cannot.
    """
    system, pattern = search.system, search.pattern
    missing = []
    for cell, known in unseen(system, pattern.hidden() | (system.status == Status.HIDDEN), whole):
        ways = (Attack(cell, 1.0, known), Attack(cell, -1.0, known))
        if ways[0] in relaxed:
            missing.append(ways[0])
            continue
        for attack in ways:
            witness = whole_witness(system, pattern.hidden() | (system.status == Status.HIDDEN), attack)
            if witness is not None:
                if attack in pattern.witness:
                    pattern.drop(attack)
                pattern.use(attack, witness)
                whole[attack] = witness
                break
        else:
            missing.append(ways[0])
    return missing


def _spared(search: Search, added: Bools, uncertain: set[Attack]) -> dict[Attack, Floats]:
    """Print again, dearest first, what whole numbers do without since ``added`` was hidden for them; new witnesses."""
    system, pattern = search.system, search.pattern
    hidden = pattern.hidden()
    near = added
    while int((near & hidden).sum()) < _SPARED:
        wider = near | ((abs(system.matrix).T @ (abs(system.matrix) @ near.astype(np.float64))) > 0)
        if bool((wider == near).all()):
            break
        near = wider
    renewed: dict[Attack, Floats] = {}
    for cell in sorted(np.flatnonzero(near & hidden).tolist(), key=lambda item: (-system.cost[item], item)):
        users = sorted(pattern.users[cell])
        if not uncertain.isdisjoint(users):
            continue
        rest = pattern.hidden() | (system.status == Status.HIDDEN)
        rest[cell] = False
        found: dict[Attack, Floats] = {}
        for attack in users:
            witness = next((item for item in found.values() if pattern.carries(item, attack)), None)
            if witness is None:
                witness = whole_witness(system, rest, attack, further=False)
            if witness is None:
                break
            found[attack] = witness
        if len(found) == len(users):
            for attack, witness in found.items():
                pattern.drop(attack)
                pattern.use(attack, witness)
            renewed.update(found)
    return renewed
