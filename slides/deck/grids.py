"""Table blocks → rows that flow over pages; wide ones in parts that each begin with the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from slides.deck import abilities, lists, tables
from slides.deck.desk import Desk
from slides.deck.flow import Flow, Path, Rows
from slides.deck.tables import Entry, Record
from slides.look import styled, typeset
from slides.scene import Align, Paragraph, TextRun
from slides.spec import blocks

_LEAST = 10.0  # pt of text in a table
_FEW, _FREE = 8, 0.6  # rows of a small table; the share of the width that it takes at most
_HEAD, _ROW = 0.3, 0.6  # of a page: as tall may the headings be, and a row
_NUMBER = re.compile(r"[+\-−±~≈<>]?\s*[\d.,\u2009 ]*\d\s*(%|‰|[KMGTkBx×]{1,3})?")
_DELTA = re.compile(r"(\+\+|--|\+|-|\?\?)\s+(?=\S)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def table(block: blocks.Table, path: Path, desk: Desk) -> Iterator[Flow]:
    """The table at the largest size at which no word of it breaks; where there is none, in parts that
    each begin with the first column."""
    count = max(len(block.columns), *(len(row) for row in block.rows))
    large = [desk.size - 2.0] if len(block.rows) <= _FEW and _is_narrow(block, path, desk, count) else []
    sizes = [*large, *(max(desk.size - 5.0 - step / 2, _LEAST) for step in range(10))]
    for size in dict.fromkeys(sizes):
        headings, records = _records(block, path, desk, size, range(count))
        columns = tables.widths([*headings, *records], desk.width)
        if tables.fits_width([*headings, *records], columns):
            yield _rows(block, headings, records, columns, path, desk)
            return
    for part in _parts(block, path, desk, count):
        headings, records = _records(block, path, desk, _LEAST, part)
        columns = tables.widths([*headings, *records], desk.width)
        yield _rows(block, headings, records, columns, path, desk)


def _is_narrow(block: blocks.Table, path: Path, desk: Desk, count: int) -> bool:
    """The table leaves much of the slide's width free even where its text is large."""
    headings, records = _records(block, path, desk, desk.size - 2.0, range(count))
    cells = [
        typeset.natural_width(record.entries[at].paragraphs)
        for record in [*headings, *records]
        for at in range(len(record.entries))
    ]
    return sum(sorted(cells, reverse=True)[:count]) <= desk.width * _FREE


def _rows(
    block: blocks.Table,
    headings: Sequence[Record],
    records: Sequence[Record],
    columns: tuple[float, ...],
    path: Path,
    desk: Desk,
) -> Rows:
    titles = ", ".join(styled.plain_text(one.title) for one in block.columns if one.title)
    alt = f"Table of {len(block.rows)} rows" + (f": {titles}" if titles else "")
    heads = [tables.low(record, columns, desk.room * _HEAD) for record in headings]
    rows = [tables.low(record, columns, desk.room * _ROW) for record in records]
    marked = [lists.marks_in([cell for cell in row if "[^" in cell]) for row in block.rows]
    marked[0] = (*lists.marks_in([column.title for column in block.columns]), *marked[0])
    found = Rows(heads, rows, columns, path, theme=desk.setting.theme, alt=alt, marked=marked)
    pairs = zip([*heads, *rows], [*headings, *records], strict=True)
    found.cut = tuple(whole.path for low, whole in pairs if low is not whole)
    return found


def _parts(block: blocks.Table, path: Path, desk: Desk, count: int) -> Iterator[tuple[int, ...]]:
    """The columns of each part: the first, and as many others as find room beside it."""
    needs: list[float] = []
    for at in range(count):
        headings, records = _records(block, path, desk, _LEAST, (at,))
        widest = max(typeset.widest_word(one.entries[0].paragraphs) for one in [*headings, *records])
        needs.append(widest + tables.INSET[0] + tables.INSET[2] + 1)
    part: list[int] = [0]
    for at in range(1, count):
        if len(part) > 1 and sum(needs[one] for one in part) + needs[at] > desk.width:
            yield tuple(part)
            part = [0]
        part.append(at)
    yield tuple(part)


def _records(
    block: blocks.Table, path: Path, desk: Desk, size: float, shown: Sequence[int]
) -> tuple[list[Record], list[Record]]:
    """Headings and rows, of the columns `shown`."""
    theme = desk.setting.theme
    aligns = [_align(block, at) for at in shown]
    base = styled.plain_run("", desk.setting.style("table"), size)
    ground, ink = theme.heading
    head = replace(base, bold=True, colour=ink)
    headings = []
    if any(column.title for column in block.columns):
        titles = [block.columns[at].title if at < len(block.columns) else "" for at in shown]
        cells = [_cell(title, head, align, desk) for title, align in zip(titles, aligns, strict=True)]
        headings = [Record(tuple(replace(cell, fill=ground) for cell in cells), path)]
    records = []
    for number, row in enumerate(block.rows):
        here = (*path, "table", number)
        if len(row) > 1 and row[0] and not any(row[1:]):
            cell = _cell(row[0], replace(base, bold=True), "left", desk)
            whole = replace(cell, fill=theme.colour("mist"), span=len(aligns))
            records.append(Record((whole,), here))
            continue
        texts = [row[at] if at < len(row) else "" for at in shown]
        records.append(
            Record(
                tuple(_cell(text, base, align, desk) for text, align in zip(texts, aligns, strict=True)), here
            )
        )
    return headings, records


def _align(block: blocks.Table, at: int) -> Align:
    """As the column says; numbers stand to the right."""
    said = block.columns[at].align if at < len(block.columns) else None
    cells = [styled.plain_text(row[at]) for row in block.rows if at < len(row) and row[at]]
    return said or ("right" if cells and all(_NUMBER.fullmatch(cell) for cell in cells) else "left")


def _cell(text: str, base: TextRun, align: Align, desk: Desk) -> Entry:
    """A cell's lines as paragraphs; a delta before a line has its colour."""
    style = desk.setting.style("table")
    paragraphs: list[Paragraph] = []
    for line in _BREAK.split(text):
        sign = _DELTA.match(line.strip())
        words = line.strip()[sign.end() :] if sign else line.strip()
        runs = desk.runs(words, base) if words else (base,)
        if sign:
            runs = (abilities.delta(sign[1], base, desk.setting), replace(base, text=" "), *runs)
        paragraphs.append(replace(styled.paragraph(runs, style), align=align))
    return Entry(tuple(paragraphs))
