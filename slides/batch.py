"""Many specs: each built by itself, by one process or by several; a bad one does not stop the others."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from slides import build
from slides.build import OutputError, Rasteriser
from slides.diagram.layout import Engine
from slides.markdown.file import read_file
from slides.source import Problem, SpecError


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every spec; `beside`: PNG and PDF in processes of their own."""

    out: Path
    formats: tuple[str, ...] = build.FORMATS
    engine: Engine = "embedded"
    rasteriser: Rasteriser = "resvg"
    beside: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one spec: its files, or why there are none (`problems`, or one line in `error`)."""

    path: Path
    slides: int = 0
    seconds: float = 0.0
    written: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.error) or any(problem.severity == "error" for problem in self.problems)


def built(path: Path, job: Job) -> Built:
    """One spec built; raises nothing that a spec can cause."""
    start = time.perf_counter()
    try:
        planned = build.plan(read_file(path), engine=job.engine, formats=job.formats, folder=path.parent)
        contents = build.rendered(planned, job.formats, rasteriser=job.rasteriser, beside=job.beside)
        written = tuple(build.save(contents, path, job.out))
    except SpecError as error:
        return Built(path, problems=error.problems)
    except OutputError as error:
        return Built(path, error=str(error))
    seconds = time.perf_counter() - start
    return Built(path, len(planned.deck.slides), seconds, written, planned.warnings)


def every(paths: Sequence[Path], job: Job, processes: int = 1) -> Iterator[Built]:
    """The specs built, in the order of `paths`, each as soon as it and those before it are done."""
    if processes < 2 or len(paths) < 2:
        yield from (built(path, job) for path in paths)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from dataclasses import replace

    # A fork shares what is loaded already; elsewhere a fork is not safe, or not there.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    alone = replace(job, beside=False)  # the processes are busy with one another's specs
    with ProcessPoolExecutor(min(processes, len(paths)), mp_context=context) as pool:
        try:
            yield from pool.map(partial(built, job=alone), paths)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
