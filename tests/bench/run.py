"""Measures the speed as ratios within one run: `nox -s bench`, or `python tests/bench/run.py`.

Prints a table; with `--write` it also becomes the figures of docs/performance.md.
"""

from __future__ import annotations

import argparse
import gc
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import live
import measures
import samples

from slides.diagram.layout import Engine

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `target` is empty where there is none."""

    what: str
    found: str
    target: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"rewrite the figures of {PAGE.name}")
    options = parser.parse_args()
    start = time.perf_counter()
    rows: list[Row] = []
    for section in SECTIONS:
        for row in section():
            print(f"{row.what:<86} {row.found:>22}  {row.target}", flush=True)
            rows.append(row)
    print(f"measured in {time.perf_counter() - start:.0f} s")
    if options.write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), table(rows)), encoding="utf-8")
        print(f"wrote the figures of {PAGE.relative_to(ROOT).as_posix()}")
    return 0


def seed() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        found = measures.seed_against_plain(ROOT, Path(folder))
    name = "example, whole process, YAML → PPTX + SVG + PNG, against plain python-pptx"
    yield Row(f"{name}: wall", f"{found.wall:.2f} ×", "at most 3 ×")
    yield Row(f"{name}: CPU", f"{found.cpu:.2f} ×", "at most 3 ×")
    yield Row("the same, seconds of wall: ours, plain", f"{found.ours:.2f}, {found.plain:.2f}")


def growth() -> Iterator[Row]:
    measures.list_deck(10)  # fonts, theme and template are read
    ours = [measures.list_deck(size) for size in (100, 400, 1600)]
    for found in ours:
        cost = f"{found.planned * 1000:.2f} + {found.written * 1000:.2f} ms"
        yield Row(f"list of {found.slides} slides: plan + write, per slide", cost)
    first, last = ours[0], ours[-1]
    yield Row("growth of that, 100 → 1,600 slides: write", f"{last.written / first.written:.2f} ×", FLAT)
    whole = (last.planned + last.written) / (first.planned + first.written)
    yield Row("growth of that, 100 → 1,600 slides: plan + write", f"{whole:.2f} ×", FLAT)
    plain = [measures.plain_list_deck(size) for size in (100, 400)]
    cost = " → ".join(f"{seconds * 1000:.2f}" for seconds in plain)
    yield Row("the same text in plain python-pptx, per slide, 100 → 400 slides", f"{cost} ms")
    yield Row("growth of that", f"{plain[1] / plain[0]:.2f} ×")


FLAT = "flat: 1 ×"


def crowd() -> Iterator[Row]:
    found = measures.crowded_slide(3200)
    name = "one slide of 3,200 shapes and 3,199 connectors: write, against parse + serialise + zip"
    yield Row(name, f"{found:.2f} ×", "at most 20 ×")


def trees() -> Iterator[Row]:
    engines: tuple[Engine, ...] = ("embedded", "system") if which("dot") else ("embedded",)
    specs = {
        "1,000 models, no merges": samples.tree_spec(1000, series=40),
        "1,000 models, 100 merges": samples.tree_spec(1000, series=40, merges=100),
        "1,000 models, 1,140 steps, 125 series": samples.clustered_spec(1000),
    }
    for (what, spec), engine in product(specs.items(), engines):
        whole = measures.whole_tree(spec, engine)
        yield Row(
            f"road map of {what}, {engine} Graphviz: all of its SVG, against `dot -Tsvg`",
            f"{whole.ratio:.2f} ×",
            "at most 1.5 ×",
        )
        seconds = f"{whole.ours:.2f}, {whole.by_hand:.2f}, {whole.graphviz:.2f}"
        yield Row("the same, CPU seconds: ours, `dot -Tsvg`, Graphviz alone on our DOT", seconds)
    few, many = measures.shapes_drawn(250), measures.shapes_drawn(2000)
    cost = f"{few * 1e6:.0f} → {many * 1e6:.0f} µs"
    yield Row("the same tree written as SVG and as a slide, per shape, 250 → 2,000 models", cost)
    yield Row("growth of that", f"{many / few:.2f} ×", FLAT)
    for size in (100, 300, 1000):
        found = measures.tree(size)
        name = f"road map of {size} models ({found.layouts} layouts): lay out + draw, against Graphviz alone"
        yield Row(name, f"{found.ours / found.graphviz:.2f} ×")
        yield Row("the same, CPU seconds: ours, Graphviz", f"{found.ours:.2f}, {found.graphviz:.2f}")


def saves() -> Iterator[Row]:
    gc.set_threshold(1_000_000)  # as the command does (slides/cli.py)
    with TemporaryDirectory() as folder:
        found = live.rebuild(ROOT, Path(folder))
        name = "example with PPTX, SVG, PNG, PDF and HTML: built again after an edit by `slides watch`"
        yield Row(f"{name}, against a new process", f"{found.warm / found.cold:.2f} ×", "at most 0.20 ×")
        yield Row("the same, seconds of wall: warm, cold", f"{found.warm:.2f}, {found.cold:.2f}")
        stream = live.to_the_stream(ROOT, Path(folder))
        yield Row("from saving the example to its news in the stream", f"{stream:.0f} ms", "at most 150 ms")
        page = live.to_the_browser(ROOT, Path(folder))
        if page is not None:
            yield Row(
                "from saving the example to its words in the browser", f"{page:.0f} ms", "at most 150 ms"
            )


def many_notes() -> Iterator[Row]:
    pandoc = which("pandoc") is not None
    found = {}
    for count in (25, 100, 200):
        with TemporaryDirectory() as folder:
            found[count] = measures.many_notes(count, Path(folder), pandoc=pandoc and count == 200)
        cost = f"{found[count].imported * 1000:.1f}, {found[count].built * 1000:.1f} ms"
        yield Row(f"{count} notes of 100 lines in one process: import; import + build .pptx, per note", cost)
    growth = found[200].built / found[25].built
    yield Row("growth of that, 25 → 200 notes", f"{growth:.2f} ×", FLAT)
    if pandoc:
        ratio = found[200].built / found[200].pandoc
        name = "200 notes of 100 lines: import + build .pptx, against pandoc's .pptx of the same notes"
        yield Row(name, f"{ratio:.2f} ×", "less than 1 ×")
        yield Row("the same, per note: pandoc", f"{found[200].pandoc * 1000:.1f} ms")
    else:
        yield Row("pandoc is not installed: nothing to compare with", "–")


SECTIONS: tuple[Callable[[], Iterator[Row]], ...] = (seed, growth, crowd, trees, saves, many_notes)


def table(rows: list[Row]) -> str:
    """The figures as Markdown, with what they were measured on."""
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    head = "| what | found | target |\n|---|---:|---|\n"
    lines = "".join(f"| {row.what} | {row.found} | {row.target} |\n" for row in rows)
    return f"{head}{lines}\n{machine}, wasmtime's cache warm.\n"


def replaced(page: str, figures: str) -> str:
    """The page with `figures` between its marks; raises ValueError where they are missing."""
    page, count = re.subn(
        r"(<!-- figures -->\n).*?(?=<!-- end of figures -->)",
        lambda found: found[1] + figures,
        page,
        flags=re.DOTALL,
    )
    if count != 1:
        raise ValueError(f"{PAGE.name} has no place for the figures")
    return page


if __name__ == "__main__":
    sys.exit(main())
