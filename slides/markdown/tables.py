"""Tables of a note → tables of a spec: no cell is lost, rows are filled up to one length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slides.markdown.parser import inline
from slides.markdown.parts import Branch, Note, Piece, block, listed, shows, words_of
from slides.markdown.words import written
from slides.source import Span
from slides.spec.nodes import Node, Scalar

if TYPE_CHECKING:
    from markdown_it.token import Token


def table(note: Note, branch: Branch) -> list[Piece]:
    """A table; pictures of its cells, and footnotes of its headings, follow it."""
    rows: list[list[Node]] = []
    sides: list[str] = []
    after: list[Piece] = []
    for row in (row for part in branch.children for row in part.children):
        cells = [(cell.inline, str(cell.token.attrs.get("style", ""))) for cell in row.children]
        if not rows:
            sides = [style.removeprefix("text-align:") for _, style in cells]
        line = note.of(row.token)
        tokens = [token for token, _ in cells if token is not None] + _excess(
            note, line, len(cells), _first(cells)
        )
        rows.append(_row(note, tokens, line, after, head=not rows))
    widest = max(len(row) for row in rows)
    span = note.of(branch.token)
    rows = [row + [Scalar(span, "")] * (widest - len(row)) for row in rows]
    sides += [""] * (widest - len(sides))
    return [laid_out(span, rows[0], rows[1:], sides), *after]


def _first(cells: list[tuple[Token | None, str]]) -> str:
    token = cells[0][0] if cells else None
    return token.content.replace("|", "\\|") if token else ""


def laid_out(span: Span, head: list[Node], rows: list[list[Node]], sides: list[str]) -> Node:
    """The block of a table; without rows, its headings are its only row."""
    if not rows:
        head, rows = [], [head]
    rows = [part for row in rows for part in _divided(row)]
    titled = any(isinstance(cell, Scalar) and cell.value for cell in head) or any(sides)
    columns = [
        block(span, title=cell, align=side) if side else cell
        for cell, side in zip(head, sides or [""] * len(head), strict=False)
    ]
    return block(
        span,
        columns=listed(span, columns) if titled and head else None,
        table=listed(span, [listed(_around(row, span), row) for row in rows]),
    )


TALLEST = 24  # lines of a cell that a slide surely holds, as `_cost` counts them
_LINE = 60  # characters that count as a line


def _divided(row: list[Node]) -> list[list[Node]]:
    """A row that no slide would hold, as several: each cell goes on in the next of them."""
    if all(
        len(words_of(cell)) <= _LINE * TALLEST // 2 and words_of(cell).count("<br>") < TALLEST for cell in row
    ):
        return [row]
    cells = [_pieces(cell) for cell in row]
    count = max(map(len, cells))
    if count == 1 or (len(row) > 1 and len(cells[0]) == count and max(map(len, cells[1:])) < count):
        return [row]  # a first cell alone would be a heading among the rows
    parts = [[one[at] if at < len(one) else "" for one in cells] for at in range(count)]
    return [[Scalar(cell.span, text) for cell, text in zip(row, part, strict=True)] for part in parts]


def _pieces(cell: Node) -> list[str]:
    """The words of a cell in pieces of up to `TALLEST` lines, cut between lines and sentences."""
    pieces: list[str] = [""]
    used = 0
    for line in words_of(cell).split("<br>"):
        for number, part in enumerate(_sentences(line)):
            cost = 1 + len(part) // _LINE
            if used and used + cost > TALLEST:
                pieces.append("")
                used = 0
            blank = " " if part.isascii() else ""
            joint = "" if not pieces[-1] else blank if number else "<br>"
            pieces[-1] += joint + part
            used += cost
    return pieces


def _sentences(line: str) -> list[str]:
    """A very long line in sentences, where no mark of emphasis, link or code would be cut."""
    if len(line) <= _LINE * TALLEST or re.search(r"[*_`\[<$=~]", line):
        return [line]
    return re.split(r"(?<=[.!?]) (?=[A-Z])|(?<=[。！？])", line)


def _around(row: list[Node], span: Span) -> Span:
    return Span(span.source, row[0].span.start, max(row[0].span.end, row[-1].span.end)) if row else span


def _row(note: Note, tokens: list[Token], line: Span, after: list[Piece], *, head: bool) -> list[Node]:
    cells: list[Node] = []
    at = line.start
    for token in tokens:
        start = line.source.text.find(token.content, at, line.end) if token.content else -1
        span = Span(line.source, start, start + len(token.content)) if start >= 0 else line
        at = span.end if start >= 0 else at
        words = written(note, token, span)
        text = words.text
        if words.pictures:
            after += words.pictures
            alts = [
                str(value.value) for one in words.pictures for key, value in one.entries if key.value == "alt"
            ]
            text = text or ", ".join(alts)
        if head and (
            marks := re.findall(r"(?<!\\)\[\^[^\]\s]+\]", text)
        ):  # slides have no room for a footnote there
            text = re.sub(r"(?<!\\)\[\^[^\]\s]+\]", "", text)
            after.append(Scalar(span, f"{text} {''.join(marks)}"))
        cells.append(Scalar(span, text if text and shows(text) else ""))
    return cells


_CELL = re.compile(r"(?<!\\)\|")


_WITHIN = re.compile(r"^(?:[\s>]|[-*+]\s|\d+[.)]\s)+")


def _excess(note: Note, line: Span, known: int, first: str) -> list[Token]:
    """The cells of a row past those that its table has headings for; CommonMark would drop them."""
    text = line.source.text[line.start : line.end].strip()
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    cells = _CELL.split(text.removeprefix("|"))
    if first and cells[0].strip() != first:  # a table within a list or a quote
        cells = _CELL.split(_WITHIN.sub("", text).removeprefix("|"))
    cells = cells[known:] if not first or cells[0].strip() == first else []
    if not any(cell.strip() for cell in cells):
        return []
    note.warn(
        "long-row", "this row has more cells than its table has columns", line, "give the first row as many"
    )
    return [inline(cell.strip().replace("\\|", "|"), note.env) for cell in cells]
