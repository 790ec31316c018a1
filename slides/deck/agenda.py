"""The agenda: the sections of a deck, each a link to its first slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slides.deck import cutting, notes
from slides.deck.frame import Page, Setting, counted
from slides.deck.lists import readable_sizes
from slides.geometry import Box
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.scene import Item, Paragraph
from slides.scripts import runs_left

_LOOSE, _TIGHT = 12.0, 6.0  # pt above each entry
_GUTTER = 32.0  # pt between two columns
_LINES = 3  # that an entry takes at most
_MARKS = {False: "\u200e", True: "\u200f"}  # make a text run to the right, or to the left

Column = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    title: str
    slide: str


def agenda(setting: Setting, content: Sequence[Page]) -> Iterator[Page]:
    """The sections in one column, in two where there are many, on further slides where there are more yet;
    a deck of one section needs none."""
    firsts = {page.section: page for page in reversed(content)}
    sections = [firsts[name] for name in dict.fromkeys(page.section for page in content)]
    if len(sections) < 2:
        return
    entries = [_Entry(at, plain_text(one.section), one.id) for at, one in enumerate(sections, start=1)]
    sheets = list(_sheets(entries, setting))
    start = 0
    for at, sheet in enumerate(sheets):
        id = "agenda" if at == 0 else f"agenda.{at + 1}"
        end = start + sum(map(len, sheet))
        told = [f"{number}. {page.section}" for number, page in enumerate(sections[start:end], start + 1)]
        title = counted("Agenda", at, len(sheets))
        layout = "content" if len(sheet) == 1 else "figure"
        yield Page(id, title, "", _items(id, sheet, setting), notes.lines(told, setting), layout)
        start = end


def _items(id: str, sheet: Sequence[Column], setting: Setting) -> tuple[Item, ...]:
    box = setting.box("content", "body")
    if len(sheet) == 1:
        return (typeset.set_text(f"{id}/body", sheet[0], box, role="body"),)
    wide = _half(setting)
    boxes = [Box(box.x + at * (wide + _GUTTER), box.y, wide, box.h) for at in range(len(sheet))]
    return tuple(
        typeset.set_text(f"{id}/{at}", column, place)
        for at, (column, place) in enumerate(zip(sheet, boxes, strict=True), start=1)
    )


def _half(setting: Setting) -> float:
    return (setting.box("content", "body").w - _GUTTER) / 2


def _sheets(entries: Sequence[_Entry], setting: Setting) -> Iterator[tuple[Column, ...]]:
    """The columns of each slide: at the largest size at which one slide holds them, else at the smallest."""
    box, sizes = setting.box("content", "body"), setting.style("body").sizes
    tries = [(box.w, size, before, 1) for before in (_LOOSE, _TIGHT) for size in readable_sizes(sizes)]
    tries += [(_half(setting), size, _TIGHT, 2) for size in sizes]
    columns: list[Column] = []
    for width, size, before, most in tries:
        set_ = _paragraphs(entries, setting, size, before, width)
        columns = _columns(set_, width, box.h)
        if len(columns) <= most:
            yield tuple(columns if most == 1 else _halves(set_, width, box.h) or columns)
            return
    for at in range(0, len(columns), 2):
        yield tuple(columns[at : at + 2])


def _columns(set_: Sequence[Paragraph], width: float, tall: float) -> list[Column]:
    """The entries in columns, each as full as it gets."""
    columns: list[list[Paragraph]] = [[]]
    used = 0.0
    for one in set_:
        height = typeset.height([one], width)
        if columns[-1] and used + one.before + height > tall:
            columns.append([])
        used = used + one.before + height if columns[-1] else height
        columns[-1].append(one)
    return [tuple(column) for column in columns]


def _halves(set_: Sequence[Paragraph], width: float, tall: float) -> list[Column]:
    """Two columns of as many entries, if both fit."""
    middle = -(-len(set_) // 2)
    halves = [tuple(set_[:middle]), tuple(set_[middle:])]
    return halves if all(typeset.height(half, width) <= tall for half in halves) else []


def _paragraphs(
    entries: Sequence[_Entry], setting: Setting, size: float, before: float, width: float
) -> list[Paragraph]:
    """Entries of one deck stand at one side: one that is read the other way is marked to go with them."""
    style = setting.style("body")
    base = styled.plain_run("", style, size)
    number = replace(base, bold=True, colour=setting.theme.colour("blue"))
    indent = round(size * (1.7 if len(entries) < 100 else 2.3))
    leftward = Counter(runs_left(one.title) for one in entries).most_common(1)[0][0]
    found = []
    for one in entries:
        title = one.title if runs_left(one.title) == leftward else _MARKS[leftward] + one.title
        link = replace(base, text=title, href=f"#{one.slide}")
        bullet = replace(number, text=f"{one.number}.")
        said = Paragraph(
            (link,), indent=indent, hanging=indent, bullet=bullet, before=before, leading=style.leading
        )
        most = _LINES * size * style.leading
        if typeset.height([said], width) > most + 0.01:
            (said,) = cutting.to_height([said], width, most)
        found.append(said)
    return found
