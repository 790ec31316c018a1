"""Many specs, each checked or built by itself, by one process or by several; none stops the others."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slides import build, outputs
from slides.build import Rasteriser
from slides.diagram.layout import Engine
from slides.markdown.file import read_file
from slides.outputs import OutputError
from slides.source import Problem, SpecError
from slides.write.svg_fit import Scheme

if TYPE_CHECKING:
    from slides.fetch import Fetcher


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every spec: to be written into the folder `out`, or checked only.

    `beside`: PNG and PDF in processes of their own; `svg_width` in px. `strict`: a warning is reason
    enough to write nothing. `fetch`: pictures on the web are fetched.
    """

    out: Path | None
    formats: tuple[str, ...] = build.FORMATS
    engine: Engine = "embedded"
    rasteriser: Rasteriser = "resvg"
    beside: bool = True
    strict: bool = False
    scheme: Scheme = "auto"
    svg_width: float | None = None
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one spec: its files, or why it `failed`; `problems` may be warnings only."""

    path: Path
    slides: int = 0
    seconds: float = 0.0
    written: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False


def _fetcher() -> Fetcher:
    from slides.fetch import Fetcher

    return Fetcher()


def built(path: Path, job: Job) -> Built:
    """One spec checked, and built where the job has a folder; raises nothing that a spec can cause."""
    start = time.perf_counter()
    try:
        planned = build.plan(
            read_file(path),
            engine=job.engine,
            formats=job.formats,
            folder=path.parent,
            fetch=_fetcher() if job.fetch else None,
        )
        failed = job.strict and bool(planned.warnings)
        written = () if failed else _written(planned, path, job)
    except SpecError as error:
        return Built(path, problems=error.problems, failed=True)
    except OutputError as error:
        return Built(path, problems=(Problem("not-written", str(error)),), failed=True)
    seconds = time.perf_counter() - start
    warnings = planned.warnings
    if job.out is not None and not written and not failed:
        message = f"{path} has no road map to write as {' or '.join(job.formats)}"
        hint = "a deck without one is written as pptx, html and pdf"
        warnings = (*warnings, Problem("nothing-written", message, None, hint, "warning"))
    return Built(path, len(planned.deck.slides), seconds, written, warnings, failed)


def _written(planned: build.Planned, path: Path, job: Job) -> tuple[Path, ...]:
    if job.out is None:
        return ()
    planned = replace(planned, fit=replace(planned.fit, scheme=job.scheme, width=job.svg_width))
    contents = build.rendered(planned, job.formats, rasteriser=job.rasteriser, beside=job.beside)
    return tuple(outputs.save(contents, path, job.out))


def every(paths: Sequence[Path], job: Job, processes: int = 1) -> Iterator[Built]:
    """The specs built, in the order of `paths`, each as soon as it and those before it are done."""
    if processes < 2 or len(paths) < 2:
        yield from (built(path, job) for path in paths)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A fork shares what is loaded already; elsewhere a fork is not safe, or not there.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    alone = replace(job, beside=False)  # the processes are busy with one another's specs
    with ProcessPoolExecutor(min(processes, len(paths)), mp_context=context) as pool:
        try:
            yield from pool.map(partial(built, job=alone), paths)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
