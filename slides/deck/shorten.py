"""Texts too long for a slide: it shows their beginning, the notes hold all of them, and a warning says so.

The rule: a paragraph or a point that takes more than `LONG` lines across a slide, at 18 pt, is shown
to the end of its last whole sentence within `SHOWN` lines (of its first sentence in any case, unless
that is too long itself: then up to a word). The marks of footnotes, citations and doubt of what is
left out stand at its end. `deck.shorten: false` shows all, on as many slides as it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from slides.deck import cutting
from slides.deck.frame import TOO_LONG, Setting
from slides.look import styled, typeset
from slides.scene import Paragraph, TextRun
from slides.source import Problem

LONG, SHOWN = 6, 3  # lines
_SIZE = 18.0  # pt
_NEVER_LONG = 240  # characters, of any script, that no slide has more than `LONG` lines for
_ALWAYS_LONG = 3000  # characters, even if all of them are the narrowest
POINTER = " (in full in the notes)"


def shown(runs: tuple[TextRun, ...], setting: Setting) -> tuple[TextRun, ...]:
    """What a slide shows of the runs of a paragraph: all of them, unless they are too long."""
    if not is_long(runs, setting):
        return runs
    line = _lines(setting)
    plain = "".join(run.text for run in runs)
    ends = list(cutting.sentences(plain[:_ALWAYS_LONG]))
    fitting = list(takewhile(lambda at: line(cutting.before(runs, at)) <= SHOWN, ends))
    within = [at for at in ends[:1] if line(cutting.before(runs, at)) <= LONG]
    if not (fitting or within):
        start = plain[:_ALWAYS_LONG]
        fitting = [cutting.word(start, lambda at: line(cutting.before(runs, at)) <= SHOWN)]
    end = (fitting or within)[-1]
    return (*cutting.before(runs, end), *_rest(runs, end, setting))


def is_long(runs: Sequence[TextRun], setting: Setting) -> bool:
    """A slide shows only the beginning of it."""
    count = sum(len(run.text) for run in runs)
    if not setting.shorten or count <= _NEVER_LONG:
        return False
    return count > _ALWAYS_LONG or _lines(setting)(runs) > LONG


def notice(setting: Setting, path: Sequence[str | int]) -> Problem:
    """What the author is told of it."""
    return setting.problem(
        "the slide shows only the beginning of this, its notes all of it",
        *path,
        hint="divide it, or write `shorten: false` in `deck`",
        code="text-shortened",
        severity="warning",
    )


def row_notice(setting: Setting, path: Sequence[str | int]) -> Problem:
    """What the author is told of a row of a table that is cut, or of another block that no slide holds."""
    message = "the slide has no room for all of this, its notes hold it"
    return setting.problem(message, *path, hint=TOO_LONG, code="row-too-tall", severity="warning")


def _lines(setting: Setting) -> Callable[[Sequence[TextRun]], float]:
    """How many lines runs take across a slide, at the size that the rule is made for."""
    width = setting.box("content", "body").w

    def count(runs: Sequence[TextRun]) -> float:
        sized = tuple(replace(run, size=_SIZE) for run in runs)
        return round(typeset.height([Paragraph(sized, leading=1.0)], width) / _SIZE, 1)

    return count


def _rest(runs: Sequence[TextRun], end: int, setting: Setting) -> Iterator[TextRun]:
    """The dots, the marks of what is left out, and where all of it is."""
    base = styled.plain_run("", setting.style("body"), runs[0].size)
    yield replace(base, text=cutting.DOTS)
    at = 0
    for run in runs:
        at += len(run.text)
        if at > end and cutting.is_mark(run):
            yield run if run.raised else replace(run, text=" " + run.text.strip())
    yield replace(base, text=POINTER, colour=setting.theme.colour("slate"), size=max(base.size - 4, 12.0))
