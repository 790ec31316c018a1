"""The measurements: each returns seconds, or the ratio of two things done by turns in this run."""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

import content
import notes
import plain_deck
import samples
from lxml import etree

from slides import batch, build
from slides.diagram import layout
from slides.diagram import tree as trees
from slides.look import theme as themes
from slides.markdown import file
from slides.scene import Deck, Slide, walk
from slides.spec.read import read, read_file
from slides.write import powerpoint, svg

PAIRS = 9


@dataclass(frozen=True, slots=True)
class Pairs:
    """Medians: of the ratios of the pairs, and of the seconds of either side."""

    wall: float
    cpu: float
    ours: float
    plain: float


def seed_against_plain(root: Path, folder: Path) -> Pairs:
    """The example's build against plain python-pptx with the same text, whole processes by turns."""
    spec = root / "spec" / "gpt-ability.yaml"
    said = content.content(build.plan(read_file(spec)).deck)
    text = folder / "content.json"
    text.write_text(json.dumps(said), encoding="utf-8")
    formats = ("--only", "pptx", "--only", "svg", "--only", "png")
    ours = (sys.executable, "-m", "slides", "build", str(spec), *formats, "-o", str(folder))
    plain = (sys.executable, plain_deck.__file__, str(text), str(folder / "plain.pptx"))
    for command in (ours, plain):  # compiles modules to .pyc and Graphviz into wasmtime's cache
        process(command, root)
    pairs = [(process(ours, root), process(plain, root)) for _ in range(PAIRS)]
    return Pairs(
        wall=median(one.wall / other.wall for one, other in pairs),
        cpu=median(one.cpu / other.cpu for one, other in pairs),
        ours=median(one.wall for one, _ in pairs),
        plain=median(other.wall for _, other in pairs),
    )


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a finished process: by the clock, and of processor time."""

    wall: float
    cpu: float


def process(command: Sequence[str], folder: Path) -> Spent:
    """Runs a command to its end; raises CalledProcessError where it fails. POSIX only."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=compiled)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds per slide, and how many slides there were."""

    slides: int
    planned: float
    written: float


def list_deck(size: int) -> Cost:
    """CPU seconds of planning (once, since texts are remembered) and writing about `size` slides."""
    document = read(samples.list_spec(size), "list.yaml")
    theme = themes.load("light")
    planned, seconds = timed(lambda: build.plan(document), runs=1)
    _, written = timed(lambda: powerpoint.write(planned.deck, theme), runs=runs_for(size))
    slides = len(planned.deck.slides)
    return Cost(slides, seconds / slides, written / slides)


def plain_list_deck(size: int) -> float:
    """Seconds per slide of python-pptx for the same deck, built and saved."""
    planned = build.plan(read(samples.list_spec(size), "list.yaml"))
    said = content.content(planned.deck)
    _, seconds = timed(lambda: plain_deck.build(said).save(io.BytesIO()), runs=runs_for(size))
    return seconds / len(said)


def runs_for(size: int) -> int:
    return 3 if size < 400 else 1


def timed(work: Callable[[], Any], *, runs: int) -> tuple[Any, float]:
    """What `work` returned last, and the least CPU seconds that it took."""
    best = float("inf")
    result = None
    for _ in range(runs):
        result = None
        gc.collect()
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return result, best


def crowded_slide(shapes: int) -> float:
    """Writing one crowded slide against parsing, serialising and zipping its bytes; median of pairs."""
    theme = themes.load("light")
    deck = samples.crowded_deck(shapes, theme)
    data = powerpoint.write(deck, theme)
    ratios = []
    for _ in range(5):
        _, ours = timed(lambda: powerpoint.write(deck, theme), runs=1)
        _, floor = timed(lambda: rewritten(data), runs=1)
        ratios.append(ours / floor)
    return median(ratios)


def rewritten(data: bytes) -> bytes:
    """The package with every part parsed and serialised by lxml: what writing it costs at the very least."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            new.writestr(name, etree.tostring(etree.fromstring(part)) if is_xml else part)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Whole:
    """CPU seconds, the least of several turns, for one road map as SVG: ours, all of it; `dot -Tsvg` on
    what one would write by hand; and Graphviz alone on the DOT that we give it. `ratio`: of ours to
    `dot -Tsvg`, the median of the pairs."""

    ours: float
    by_hand: float
    graphviz: float
    ratio: float


def whole_tree(spec: str, engine: layout.Engine) -> Whole:
    """A road map with a method on every step: laid out, drawn, proved and written, against this machine's
    `dot` (or, where there is none, against the embedded Graphviz), by turns."""
    theme = themes.load("light")
    roadmap = read(spec, "tree.yaml").spec.roadmap
    assert roadmap is not None
    room = theme.layouts["figure"]["figure"]
    easel = trees.Easel(theme, (room.w, room.h), engine=engine)
    by_hand = samples.dot_of(roadmap)

    def ours() -> str:
        drawing = trees.drawn(roadmap, easel, sheets=False)
        assert drawing.faults is not None  # the proof is part of every build
        return svg.write(drawing.scene, theme)

    layout.run("digraph { a -> b }", engine)
    dots = laid_out(ours)
    pairs = [(spent(ours), spent(lambda: _svg(by_hand))) for _ in range(TURNS)]
    return Whole(
        min(one for one, _ in pairs),
        min(other for _, other in pairs),
        min(spent(lambda: [layout.run(dot, engine) for dot in dots]) for _ in range(TURNS)),
        median(one / other for one, other in pairs),
    )


TURNS = 7


def spent(work: Callable[[], Any]) -> float:
    """CPU seconds, those of processes that it starts included; with the garbage collector set as the
    command sets it. POSIX only."""
    import resource

    def seconds() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in used)

    often = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1_000_000)
    try:
        start = seconds()
        work()
        return seconds() - start
    finally:
        gc.set_threshold(*often)


def _svg(dot: str) -> bytes:
    """Graphviz's own SVG."""
    if which("dot"):
        return subprocess.run(["dot", "-Tsvg"], input=dot.encode(), capture_output=True, check=True).stdout
    backend = layout._backend()
    backend._session.store.set_epoch_deadline(1)
    return bytes(backend.render(dot, format="svg"))


def shapes_drawn(models: int) -> float:
    """CPU seconds a shape: a tree of so many models, drawn, written as SVG and as a slide."""
    theme = themes.load("light")
    roadmap = read(samples.tree_spec(models, series=models // 25), "tree.yaml").spec.roadmap
    assert roadmap is not None
    room = theme.layouts["figure"]["figure"]
    scene = trees.drawn(roadmap, trees.Easel(theme, (room.w, room.h)), sheets=False).scene
    deck = Deck("Tree", "", "", (), "en-GB", "", (Slide("tree", "figure", "", scene),))
    shapes = sum(1 for _ in walk(scene.items))
    return (
        min(spent(lambda: (svg.write(scene, theme), powerpoint.write(deck, theme))) for _ in range(3))
        / shapes
    )


@dataclass(frozen=True, slots=True)
class Tree:
    """CPU seconds for all drawings of a road map, and for Graphviz alone on the same DOT."""

    ours: float
    graphviz: float
    layouts: int


def tree(models: int) -> Tree:
    """A road map laid out and drawn as a build does it (whole, and cut into slides), the whole as SVG."""
    theme = themes.load("light")
    roadmap = read(samples.tree_spec(models), "tree.yaml").spec.roadmap
    assert roadmap is not None
    room = theme.layouts["figure"]["figure"]
    easel = trees.Easel(theme, (room.w, room.h))

    def ours() -> str:
        return svg.write(trees.drawn(roadmap, easel).scene, theme)

    dots = laid_out(ours)
    _, seconds = timed(ours, runs=1)
    _, alone = timed(lambda: [layout.run(dot) for dot in dots], runs=1)
    return Tree(seconds, alone, len(dots))


def laid_out(work: Callable[[], Any]) -> list[str]:
    """The DOT of every layout that `work` asks for."""
    dots: list[str] = []
    run = layout.run

    def noted(
        dot: str, engine: layout.Engine = "embedded", seconds: float = layout.SECONDS
    ) -> dict[str, Any]:
        dots.append(dot)
        return run(dot, engine, seconds)

    layout.run = noted  # a gauge on the pipe, nothing else changes
    try:
        work()
    finally:
        layout.run = run
    return dots


@dataclass(frozen=True, slots=True)
class Notes:
    """Seconds for a note, by the clock: import, import and build, and pandoc's build (0: no pandoc)."""

    imported: float
    built: float
    pandoc: float


def many_notes(count: int, folder: Path, *, pandoc: bool) -> Notes:
    """`count` notes in one process, read and built one after another; pandoc gets the same files, one
    process each, as it takes one note at a time."""
    paths = []
    for number in range(count):
        paths.append(folder / f"note-{number}.md")
        paths[-1].write_text(notes.note(number), encoding="utf-8")
    job = batch.Job(folder / "out", ("pptx",), beside=False)
    batch.built(paths[0], job)
    start = time.perf_counter()
    for path in paths:
        file.imported(path)
    read_ = time.perf_counter() - start
    start = time.perf_counter()
    failed = [one for one in batch.every(paths, job) if one.failed]
    built = time.perf_counter() - start
    assert not failed, failed[0]
    start = time.perf_counter()
    for path in paths if pandoc else ():
        command = ("pandoc", str(path), "-o", str(path.with_suffix(".pandoc.pptx")))
        subprocess.run(command, check=True)
    spent = time.perf_counter() - start
    return Notes(read_ / count, built / count, spent / count if pandoc else 0.0)
