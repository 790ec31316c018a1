"""A formula in a row of characters: for notes, alt texts, and programs that know no equations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, assert_never
from unicodedata import normalize

from slides.formula.tree import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Gap,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    is_function,
    is_prime,
    spaces,
)

Script = Literal["", "sub", "sup"]


@dataclass(frozen=True, slots=True)
class Bit:
    """Characters of one look in the row; `\\n` ends a line."""

    text: str
    italic: bool = False
    bold: bool = False
    script: Script = ""


def readable(formula: Formula) -> str:
    """The formula as plain text: raised and lowered figures where Unicode has them, else `^` and `_`.

    Rows of equations and of systems are lines where the formula stands on its own.
    """
    return "".join(
        _plain("".join(bit.text for bit in found), script)
        for script, found in groupby(bits(formula), key=lambda bit: bit.script)
    ).strip()


def bits(formula: Formula) -> tuple[Bit, ...]:
    """The formula in a row, with raised and lowered characters told apart."""
    joined: list[Bit] = []
    for bit in _row(formula.root, "", "\n" if formula.display else "; "):
        last = joined[-1] if joined else None
        if last and replace(last, text="") == replace(bit, text=""):
            joined[-1] = replace(last, text=last.text + bit.text)
        else:
            joined.append(bit)
    return tuple(joined)


_RAISED = dict(zip("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_HIGH = frozenset("∗⋆†‡°")  # stand high by themselves
_LOWERED = dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


def _plain(text: str, script: Script) -> str:
    if not script:
        return text
    if script == "sup" and text in _HIGH:
        return text
    known = _RAISED if script == "sup" else _LOWERED
    if all(char in known for char in text):
        return "".join(known[char] for char in text)
    return ("^" if script == "sup" else "_") + (text if text.isalnum() or len(text) == 1 else f"({text})")


def _row(row: Row, script: Script, line_end: str) -> Iterator[Bit]:
    blank = True  # whether nothing or a blank stands before
    for at, item in enumerate(row.items):
        before, after = _blanks(row.items, at, script)
        if isinstance(item, Gap):
            if item.width > 0.15 and not blank:
                yield Bit("  " if item.width >= 1.5 else " ", script=script)
            blank = blank or item.width > 0.15
            continue
        if before and not blank:
            yield Bit(" ", script=script)
        yield from _node(item, script, line_end)
        blank = after
        if after:
            yield Bit(" ", script=script)


def _blanks(items: tuple[Node, ...], at: int, script: Script) -> tuple[bool, bool]:
    """Whether blanks stand around an item, as text has them: about relations and infix signs, behind
    commas and names of functions; of these only the last in what is raised or lowered."""
    left, right = (width > 0.15 for width in spaces(items, at))
    return (False, right and is_function(items[at])) if script else (left, right)


def _node(node: Node, script: Script, line_end: str) -> Iterator[Bit]:
    match node:
        case Symbol():
            yield Bit(node.text, node.italic, node.bold, script)
        case Gap():
            pass  # a blank between things, put by their row
        case Row():
            yield from _row(node, script, line_end)
        case Fraction():
            sign = "/" if node.bar else " choose "
            yield from _operand(node.above, script, whole=not node.bar)
            yield Bit(sign, script=script)
            yield from _operand(node.below, script, whole=not node.bar)
        case Root():
            yield from _root(node, script)
        case Scripts():
            yield from _scripts(node, script)
        case Accent():
            yield from _accent(node, script)
        case Fenced():
            yield Bit(node.opening, script=script)
            yield from _row(node.inside, script, "; ")
            yield Bit(node.closing, script=script)
        case Table():
            yield from _table(node, script, line_end)
        case _:
            assert_never(node)


def _operand(row: Row, script: Script, *, whole: bool = False) -> Iterator[Bit]:
    """A row as a part of something larger: in brackets, if it is not of one piece."""
    if whole or _is_one(row):
        yield from _row(row, script, "; ")
    else:
        yield Bit("(", script=script)
        yield from _row(row, script, "; ")
        yield Bit(")", script=script)


def _is_one(row: Row) -> bool:
    match row.items:
        case (Symbol() | Accent() | Fenced() | Root(),):
            return True
        case (Scripts(base=base),):
            return _is_one(base)
        case items:
            return all(isinstance(item, Symbol) and item.kind == "number" for item in items)


def _root(root: Root, script: Script) -> Iterator[Bit]:
    degree = "".join(bit.text for bit in _row(root.degree, script, "; ")) if root.degree else ""
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    if sign is None:
        yield Bit(degree, script=script or "sup")
    yield Bit(sign or "√", script=script)
    yield from _operand(root.inside, script)


def _scripts(node: Scripts, script: Script) -> Iterator[Bit]:
    yield from _operand(node.base, script, whole=_is_one(node.base) or len(node.base.items) == 1)
    inner: tuple[tuple[Row | None, Script, str], ...] = ((node.below, "sub", "_"), (node.above, "sup", "^"))
    for row, own, sign in inner:
        if row is None or not row.items:
            continue
        if is_prime(row):
            yield from _row(row, script, "; ")
        elif not script:
            yield from _row(row, own, "; ")
        else:
            yield Bit(sign, script=script)
            yield from _operand(row, script)


_COMBINING = {
    "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    "underbar": "\u0332",
}  # fmt: skip


def _accent(node: Accent, script: Script) -> Iterator[Bit]:
    found = list(_row(node.base, script, "; "))
    mark = _COMBINING.get(node.mark)
    if mark is None:  # a brace says nothing that a row of characters could
        yield from _operand(node.base, script)
    elif len(found) == 1 and len(found[0].text) == 1:
        yield replace(found[0], text=normalize("NFC", found[0].text + mark))
    else:
        yield Bit(node.mark, script=script)
        yield Bit("(", script=script)
        yield from found
        yield Bit(")", script=script)


def _table(table: Table, script: Script, line_end: str) -> Iterator[Bit]:
    lines = table.aligned or len(table.aligns) == 1
    for number, row in enumerate(table.rows):
        if number:
            yield Bit(line_end if lines else "; ", script=script)
        if table.aligned:
            yield from _row(table.line(row), script, "; ")
            continue
        for at, cell in enumerate(one for one in row if one.items):
            if at:
                yield Bit(", ", script=script)
            yield from _row(cell, script, "; ")
