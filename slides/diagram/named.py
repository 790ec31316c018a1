"""Diagrams that a spec names by file: Mermaid's and Graphviz' languages, and what `slides.save` wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from slides import beside
from slides.chart import model
from slides.chart.model import Chart
from slides.chart.read import read
from slides.diagram import saved
from slides.diagram.parsed import Parsed
from slides.source import Problem, Source, Span

_MOST_BYTES = 100_000  # of a chart's text, as much as stands in a spec


@dataclass(frozen=True, eq=False)
class Saved:
    """A diagram that was read from a file; equal to itself alone, so that what is drawn of it can be kept."""

    said: Parsed


def load(name: str, folder: Path | None, span: Span) -> Chart | Saved | list[Problem]:
    """The diagram in the file, or what is wrong with it: at `span`, which names it, or in the file itself."""
    shown = f'no diagram "{name[:80]}"'
    if folder is None:
        return [_problem(f"{shown}: only a spec in a file has files beside it", span)]
    is_saved = PurePath(name).suffix.lower() == ".json"
    try:
        data = beside.data(folder, name, saved.MOST_BYTES if is_saved else _MOST_BYTES)
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return [_problem(f"{shown}: it is not written in UTF-8", span)]
    except ValueError as error:
        return [_problem(f"{shown}: {error}", span)]
    source = Source(name, text)
    if is_saved:
        try:
            return Saved(saved.read(text))
        except saved.Unfit as error:
            return [_problem(f"{shown}: {error}", _line(source, error.line))]
    language = "dot" if PurePath(name).suffix.lower() in (".dot", ".gv") else "mermaid"
    reading = read(text, "dot" if language == "dot" else "mermaid")
    return reading.chart or list(_faults(reading.faults, source))


def _problem(message: str, span: Span) -> Problem:
    return Problem("diagram-file", message, span, "the slide shows its name", "warning")


def _line(source: Source, number: int) -> Span:
    start = source.starts[min(number, len(source.starts)) - 1]
    return Span(source, start, start + max(len(source.line(min(number, len(source.starts)))), 1))


def _faults(faults: tuple[model.Fault, ...], source: Source) -> Iterator[Problem]:
    for fault in faults:
        span = Span(source, fault.at.start, max(fault.at.end, fault.at.start + 1))
        yield Problem("diagram-file", fault.message, span, fault.hint, "warning")
