"""Charts are drawn before the pages are set, on several processes where that is worth it.

A drawing is a pure function of specification, size and style, so the order of finishing cannot be seen in the result.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

from berichtsgenerator.build.progress import Progress
from berichtsgenerator.charts import ChartStyle, draw, problems
from berichtsgenerator.diagnostics import Diagnostic, TypesettingError
from berichtsgenerator.document.blocks import Block, Document, Figure, Landscape
from berichtsgenerator.document.drawings import Drawing
from berichtsgenerator.document.graphics import ChartSpec
from berichtsgenerator.workers import leave_interrupts

MM = 72 / 25.4
_WORTH_A_POOL = 24
_BATCH = 8

Task = tuple[ChartSpec, float, float | None]
Drawings = Callable[[Figure, float], Drawing]


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those on landscape pages included."""
    for block in blocks:
        yield block
        if isinstance(block, Landscape):
            yield from walk(block.content)


def figures(blocks: Iterable[Block], *, landscape: bool = False) -> Iterator[tuple[Figure, bool]]:
    """All figures below ``blocks`` with whether they stand on a landscape page."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block, landscape
        elif isinstance(block, Landscape):
            yield from figures(block.content, landscape=True)


def draw_figures(
    document: Document,
    *,
    portrait: float,
    landscape: float,
    style: ChartStyle,
    processes: int,
    progress: Progress,
) -> Drawings:
    """Draw every figure of ``document`` at its width in points; returns the look-up that typesetting asks.

    A width that was not foreseen is drawn when it is asked for. Raises TypesettingError with every chart that cannot be
    drawn, by its place in the layout.
    """
    tasks: dict[Task, None] = {}
    found: list[Diagnostic] = []
    for figure, turned in figures((*document.front, *document.body)):
        task = _task(figure, landscape if turned else portrait)
        tasks[task] = None
        found.extend(problems(task[0], width=task[1], height=task[2], place=figure.place))
    if found:
        raise TypesettingError(found)
    progress.stage("Diagramme zeichnen", len(tasks))
    done = dict(_drawn(tuple(tasks), style, processes, progress))

    def drawing(figure: Figure, width: float) -> Drawing:
        task = _task(figure, width)
        if task not in done:
            done[task] = _draw(style, task)
        return done[task]

    return drawing


def _task(figure: Figure, width: float) -> Task:
    return figure.chart, round(width, 2), figure.height * MM if figure.height else None


def _draw(style: ChartStyle, task: Task) -> Drawing:
    chart, width, height = task
    return draw(chart, width=width, height=height, style=style)


def _batches(tasks: tuple[Task, ...]) -> Iterator[tuple[Task, ...]]:
    rest = iter(tasks)
    while batch := tuple(islice(rest, _BATCH)):
        yield batch


def _draw_batch(style: ChartStyle, batch: tuple[Task, ...]) -> tuple[Drawing, ...]:
    return tuple(_draw(style, task) for task in batch)


def _drawn(
    tasks: tuple[Task, ...], style: ChartStyle, processes: int, progress: Progress
) -> Iterator[tuple[Task, Drawing]]:
    batches = tuple(_batches(tasks))
    work = partial(_draw_batch, style)
    if processes < 2 or len(tasks) < _WORTH_A_POOL:
        for batch in batches:
            yield from zip(batch, work(batch), strict=True)
            progress.advance(len(batch))
        return
    # A fresh interpreter for each worker: forking a process whose progress bar runs on a thread is not safe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=leave_interrupts) as pool:
        try:
            for batch, drawings in zip(batches, pool.map(work, batches), strict=True):
                yield from zip(batch, drawings, strict=True)
                progress.advance(len(batch))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
