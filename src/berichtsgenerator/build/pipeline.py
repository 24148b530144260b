"""From a call to finished files: request, protect, render, set, write.

Everything that the project's products print is requested first, also what is not built today: protection must see the
whole, or two documents built on two days could together reveal what each of them hides. Then the wanted documents are
rendered from the protected register, set, checked and written whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from berichtsgenerator import __version__
from berichtsgenerator.build.collecting import few_collections
from berichtsgenerator.build.drawing import draw_figures, walk
from berichtsgenerator.build.guarding import breaches, exceptions
from berichtsgenerator.build.house import chart_style, editions
from berichtsgenerator.build.jobs import Job, all_jobs, wanted_jobs
from berichtsgenerator.build.progress import Progress
from berichtsgenerator.build.protecting import editions_of, protected, support_of
from berichtsgenerator.build.recall import fingerprint, remember, state_path, target_folder
from berichtsgenerator.build.results import BuildOptions, BuildResult, Product
from berichtsgenerator.build.textstate import check_text
from berichtsgenerator.build.trust import weighed
from berichtsgenerator.build.workspace import Workspace, open_workspace
from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import (
    ConfigurationError,
    Diagnostic,
    Place,
    ReadingError,
    ReportError,
    error,
    has_errors,
    warning,
)
from berichtsgenerator.disclosure import Outcome
from berichtsgenerator.document.blocks import Block, Figure, Table
from berichtsgenerator.document.graphics import keys_of
from berichtsgenerator.document.pages import Metadata, TypesetResult
from berichtsgenerator.language.hyphenation import hyphenate
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.pdf import finish
from berichtsgenerator.plan import PlanContext, PlannedDocument, render, resolve, without_following
from berichtsgenerator.register import Protection, Register, RequestSet
from berichtsgenerator.register.files import SUFFIX, register_text
from berichtsgenerator.typesetting import typeset
from berichtsgenerator.wholefile import write_all


@few_collections()
def build(options: BuildOptions, progress: Progress) -> BuildResult:
    """Build the wanted documents.

    Raises a ReportError with all findings when a document cannot be made; then no file has been touched. Mistakes in
    the call, in layouts and in deliveries are told together.
    """
    started = time.monotonic()
    project = load_project(options.project_file)
    mark = fingerprint(options, project)
    prepared = prepare(options, progress)
    workspace, register, found = prepared.workspace, prepared.register, prepared.diagnostics
    folder = target_folder(options, project)
    products = []
    contents: dict[Path, bytes] = {}
    checked = {job.name: check_text(project, job.name, prepared.planned[job.name], register) for job in prepared.jobs}
    found = tuple(dict.fromkeys((*found, *(item for each in checked.values() for item in each.claims))))
    for job in prepared.jobs:
        planned = prepared.planned[job.name]
        product, files = _make(workspace, job, planned, register, folder, options.processes, progress)
        contents |= files
        products.append(replace(product, text=checked[job.name].counts))
    contents[state_path(folder, options)] = remember(options, mark, contents, products, found)
    progress.stage("Dateien schreiben")
    write_all(contents)
    progress.close()
    return BuildResult(tuple(products), found, time.monotonic() - started)


@dataclass(frozen=True)
class Prepared:
    """The wanted documents with all numbers that they print, before anything is rendered."""

    workspace: Workspace
    jobs: tuple[Job, ...]
    planned: dict[str, PlannedDocument]
    register: Register
    diagnostics: tuple[Diagnostic, ...]
    outcome: Outcome


def prepare(options: BuildOptions, progress: Progress) -> Prepared:
    """Open the project, plan the wanted documents and protect their numbers together with those of all others.

    Raises a ReportError with all findings when a document cannot be made.
    """
    project = load_project(options.project_file)
    jobs, mistakes = wanted_jobs(project, Gazetteer.bundled(), options.products, options.chapters, options.areas)
    try:
        workspace = open_workspace(options.project_file, options.data, processes=options.processes, progress=progress)
    except ReportError as problem:
        raise ConfigurationError(_sorted((*mistakes, *problem.diagnostics))) from problem
    planned, found = _plan(workspace, jobs, progress)
    found = tuple(dict.fromkeys((*mistakes, *workspace.diagnostics, *found)))
    if has_errors(found):
        raise ReadingError(_sorted((*found, *_contradictions(workspace, planned))))
    outcome = _protect(workspace, planned, progress, options.processes)
    found = tuple(dict.fromkeys((*found, *weighed(workspace.engine.diagnostics), *outcome.diagnostics)))
    if has_errors(found):
        raise ReadingError(_sorted(found))
    return Prepared(workspace, jobs, planned, outcome.register, found, outcome)


def _sorted(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each finding once, in the order of the files."""
    return sorted(dict.fromkeys(found), key=lambda item: item.place)


def _context(workspace: Workspace, job: Job) -> PlanContext:
    return PlanContext(
        engine=workspace.engine,
        catalogue=workspace.catalogue,
        gazetteer=workspace.gazetteer,
        project=workspace.project,
        only_chapters=job.chapters,
        only_areas=(job.area,) if job.area else (),
        borders=workspace.borders,
        institutions=workspace.institutions,
    )


def _plan(
    workspace: Workspace, jobs: tuple[Job, ...], progress: Progress
) -> tuple[dict[str, PlannedDocument], tuple[Diagnostic, ...]]:
    """Phase one of the wanted documents: those that can be planned, and the findings of all of them."""
    progress.stage("Dokumente planen", len(jobs))
    planned: dict[str, PlannedDocument] = {}
    found: list[Diagnostic] = []
    for job in jobs:
        try:
            document = planned[job.name] = resolve(job.layout, _context(workspace, job))
            told = (*document.diagnostics, *((_nothing_left(job, document),) if document.empty else ()))
        except ConfigurationError as problem:
            told = problem.diagnostics
        found.extend(without_following(told) if job.broken else told)
        progress.advance()
    return planned, tuple(found)


def _contradictions(workspace: Workspace, planned: dict[str, PlannedDocument]) -> tuple[Diagnostic, ...]:
    """What deliveries say against each other, as far as the wanted documents ask for it."""
    requests = RequestSet()
    for document in planned.values():
        requests.merge(document.requests)
    Register.resolve(requests, workspace.engine)
    return weighed(workspace.engine.diagnostics)


def _nothing_left(job: Job, document: PlannedDocument) -> Diagnostic:
    """A document of which the data leave no chapter is not made."""
    lines = dict.fromkeys(f"{line.what}: {line.reason}" for line in document.left_out)
    message = f"Von „{job.name}“ bleibt mit diesen Daten kein Kapitel übrig. {' '.join(lines)}"
    advice = "Liefern Sie die genannten Merkmale, oder wählen Sie mit --kapitel ein anderes Kapitel."
    return error("produkt-leer", message, Place(job.layout.places.shown), advice)


def _protect(workspace: Workspace, planned: dict[str, PlannedDocument], progress: Progress, processes: int) -> Outcome:
    """Phase two: everything that any product of the project prints, protected together.

    Requests are merged in the order of the products' names, so that a register does not depend on the order of a call.
    """
    asked = {name: document.requests for name, document in planned.items()}
    aside = set(exceptions(planned.values()))
    others, broken = all_jobs(workspace.project, workspace.gazetteer)
    found = [_unseen(item) for item in broken]
    rest = [job for job in others if job.name not in planned]
    progress.stage("Zahlen rechnen und schützen", len(rest) + 2)
    for job in rest:
        try:
            document = resolve(job.layout, _context(workspace, job))
            asked[job.name] = document.requests
            aside |= exceptions([document])
        except ConfigurationError as problem:
            found.extend(_unseen(item) for item in problem.diagnostics)
        progress.advance()
    requests = RequestSet()
    for _, wanted in sorted(asked.items()):
        requests.merge(wanted)
    workspace.engine.set_aside(aside)
    known = editions_of(workspace.project)
    register = Register.resolve(requests, workspace.engine, support_of(known, workspace))
    found.extend(breaches(planned, register))
    progress.advance()
    if workspace.project.ausgabe == "intern":
        return Outcome(register, tuple(found))
    outcome = protected(workspace, register, known, processes)
    progress.advance()
    return replace(outcome, diagnostics=(*found, *outcome.diagnostics))


def _unseen(item: Diagnostic) -> Diagnostic:
    """A mistake in a layout that is not built today: protection could not take its numbers into account."""
    message = f"Dieses Layout konnte für die gemeinsame Geheimhaltung nicht berücksichtigt werden: {item.message}"
    return warning("geheimhaltung-layout", message, item.place, item.advice)


def _make(
    workspace: Workspace,
    job: Job,
    planned: PlannedDocument,
    register: Register,
    target: Path,
    processes: int,
    progress: Progress,
) -> tuple[Product, dict[Path, bytes]]:
    """Phase three of one document: render, draw, set, finish. Nothing is written yet."""
    project = workspace.project
    document = render(planned, register)
    (suffix, style), *others = editions(project)
    drawings = draw_figures(
        document,
        portrait=style.width,
        landscape=style.page_height - style.left - style.right,
        style=chart_style(project, style),
        processes=processes,
        progress=progress,
    )
    progress.stage(f"{job.name}: Seiten setzen")
    result = typeset(document, style=style, drawings=drawings, hyphenate=hyphenate, progress=_pages(progress))
    progress.stage(f"{job.name}: Datei fertigstellen")
    metadata = Metadata.of(document, f"berichtsgenerator {__version__}")
    name = job.name if project.ausgabe == "oeffentlich" else f"{job.name}-intern"
    path = target / f"{name}{suffix}.pdf"
    files = {path: finish(result, metadata)}
    for other, look in others:
        progress.stage(f"{job.name}{other}: Seiten setzen")
        again = typeset(document, style=look, drawings=drawings, hyphenate=hyphenate, progress=_pages(progress))
        files[target / f"{name}{other}.pdf"] = finish(again, metadata)
    blocks = tuple(walk((*document.front, *document.body)))
    own = register.narrowed(planned.requests.keys()).with_pages(_printed_on(result, blocks))
    text = register_text(
        own,
        product=job.name,
        public=project.ausgabe == "oeffentlich",
        titles={facts.id: facts.title for facts in planned.indicators},
        area_names=_area_names(workspace, own),
    )
    product = Product(
        path=path,
        pages=result.pages,
        tables=sum(isinstance(block, Table) for block in blocks),
        figures=sum(isinstance(block, Figure) for block in blocks),
        numbers=len(own),
        hidden=sum(entry.protection is not Protection.OPEN for entry in own),
        gaps=len(planned.left_out),
    )
    files[target / f"{name}{SUFFIX}"] = text.encode()
    return product, files


def _printed_on(result: TypesetResult, blocks: Iterable[Block]) -> dict[str, list[str]]:
    """The pages on which each number stands, as they are numbered in print; charts print theirs where they stand."""
    pages = {key: set(found) for key, found in result.numbers.items()}
    for block in blocks:
        if isinstance(block, Figure) and block.id in result.page_of:
            for key in keys_of(block.chart):
                pages.setdefault(key, set()).add(result.page_of[block.id])
    return {key: [f"Seite {result.folios[page]}" for page in sorted(found)] for key, found in pages.items()}


def _pages(progress: Progress) -> Callable[[int, int], None]:
    """Typesetting tells pages done and pages in all; a bar wants steps."""

    def told(_done: int, _total: int) -> None:
        progress.advance()

    return told


def _area_names(workspace: Workspace, register: Register) -> dict[str, str]:
    """Names of the areas of a register by key, for people who look a number up."""
    found = (workspace.gazetteer.area(key) for key in sorted({entry.key.area for entry in register}))
    return {area.key: area.name for area in found if area is not None}
