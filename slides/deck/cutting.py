"""Paragraphs cut at good places: after a sentence, else between words, and the marks of what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from slides.look import typeset
from slides.scene import Paragraph, TextRun

DOTS = " …"
_STEP = 300  # characters, of any script, that are looked through one by one for the last that fits
_WINDOW = 500  # characters to start from, to see how many a part holds

_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:[A-Za-z]|al|e\.g|i\.e|cf|vs|[Ff]igs?|[Ee]qs?|[Ss]ec|No|Dr|Mrs?|Prof|ca|St|approx|resp)\.$"
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？][”’」』）]*")


def sentences(plain: str) -> Iterator[int]:
    """Where sentences end; not after an abbreviation, and not before a small letter."""
    for found in _END.finditer(plain):
        following = plain[found.end() :].lstrip()[:1]
        if not following.islower() and not _ABBREVIATED.search(plain[max(found.end() - 14, 0) : found.end()]):
            yield found.end()


def word(plain: str, fits: Callable[[int], bool]) -> int:
    """The last place between words (or East Asian characters) up to which it fits; behind the first
    character where nothing does."""
    found = re.finditer(r"\s+|(?<=[\u2e80-\u9fff])(?=[\u2e80-\u9fff])", plain)
    places = [at.start() for at in found if at.start()] or list(range(1, len(plain))) or [1]
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(places[middle]) else (low, middle - 1)
    if fits(places[low]):
        return places[low]
    return next(at for at in range(min(_STEP, places[low]), 0, -1) if at == 1 or fits(at))


def before(runs: Sequence[TextRun], end: int) -> tuple[TextRun, ...]:
    """The runs up to that character; a mark is never cut."""
    kept: list[TextRun] = []
    for run in runs:
        if end <= 0:
            break
        kept.append(run if len(run.text) <= end or _is_one(run) else replace(run, text=run.text[:end]))
        end -= len(run.text)
    return tuple(kept)


def _is_one(run: TextRun) -> bool:
    """It cannot be cut: a mark, a formula."""
    return run.raised or run.formula is not None


def is_mark(run: TextRun) -> bool:
    """A footnote's number, a citation, a caveat's number or a word of doubt."""
    return run.numbered or run.colour.name == "doubt"


def divided(paragraph: Paragraph, width: float, tall: float) -> Iterator[Paragraph]:
    """The paragraph in parts no taller than that, which end with a sentence or with a word."""
    if typeset.height([paragraph], width) <= tall + 0.01:
        yield paragraph
        return
    runs, first = paragraph.runs, paragraph
    while runs:
        plain = "".join(run.text for run in runs)

        def fits(end: int, runs: tuple[TextRun, ...] = runs) -> bool:
            return typeset.height([replace(paragraph, runs=before(runs, end))], width) <= tall + 0.01

        most = _WINDOW  # what is far beyond the part is not measured again for each
        while most < len(plain) and fits(most):
            most *= 2
        if most >= len(plain) and fits(len(plain)):
            yield replace(first, runs=runs)
            return
        best = word(plain[:most], fits)
        sentence = [end for end in sentences(plain) if best * 0.6 <= end <= best]
        end = (sentence or [best])[-1]
        yield replace(first, runs=before(runs, end))
        runs = after(runs, end)
        first = replace(paragraph, bullet=None, before=0.0)


def after(runs: Sequence[TextRun], end: int) -> tuple[TextRun, ...]:
    """The runs from that character on, blanks at their start left out."""
    kept: list[TextRun] = []
    for at, run in enumerate(runs):
        if kept and end <= 0:
            return (*kept, *runs[at:])
        text = run.text[max(end, 0) :] if not (_is_one(run) and end > 0) else ""
        text = text if kept else text.lstrip()
        if text:
            kept.append(run if text == run.text else replace(run, text=text))
        end -= len(run.text)
    return tuple(kept)


def to_height(paragraphs: Sequence[Paragraph], width: float, tall: float) -> tuple[Paragraph, ...]:
    """As many words of a cell as stand in `tall`, then dots; the marks of what is left out at their end."""
    pitch = max(run.size * one.leading for one in paragraphs for run in one.runs)
    room = tall - pitch  # dots and marks may take a line of their own
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if typeset.height([*kept, paragraph], width) <= room:
            kept.append(paragraph)
            continue
        left = room - typeset.height(kept, width) - paragraph.before
        if not kept or left >= pitch:
            kept.append(next(divided(paragraph, width, max(left, pitch))))
        break
    there = [run for one in kept for run in one.runs]
    gone = [run for one in paragraphs for run in one.runs if is_mark(run) and run not in there]
    last = kept[-1].runs[0]
    dots = TextRun(DOTS, last.size, last.colour, bold=last.bold)
    return (*kept[:-1], replace(kept[-1], runs=(*kept[-1].runs, dots, *gone)))
