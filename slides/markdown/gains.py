"""A cell that lists abilities gained and lost, `++ Speed<br>- Accuracy (97% kept)` → the changes of a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slides.inline import plain_text
from slides.markdown.parts import block
from slides.markdown.points import certainty
from slides.source import Span
from slides.spec.nodes import Node, Scalar

_SIGN = re.compile(r"^\\?(\+\+|\+|--|−−|––|\?\?|[-−–])\s*(?![\d\s+−-])(.+)$")
_SIGNS = {"−": "-", "–": "-", "−−": "--", "––": "--"}


@dataclass(frozen=True, slots=True)
class Gains:
    """The changes of a cell, and its lines that are none: remarks on the model."""

    changes: tuple[Node, ...]
    remarks: tuple[str, ...]


def is_gain(line: str) -> bool:
    """A line that begins with `++`, `+`, `-`, `--` or `??` and goes on with words.

    >>> is_gain("++ Speed"), is_gain("-0.7"), is_gain("− Cost"), is_gain("word"), is_gain("-")
    (True, False, True, False, False)
    """
    return bool(_SIGN.match(line))


def lines(cell: str) -> list[str]:
    return [line for part in cell.split("<br>") if (line := part.strip())]


def gains(cell: str, span: Span) -> Gains:
    """The changes of a cell; a first line without a sign is there from the start."""
    changes: list[Node] = []
    remarks: list[str] = []
    for line in lines(cell):
        if found := _SIGN.match(line):
            changes.append(_change(_SIGNS.get(found[1], found[1]), found[2], span))
        elif changes or re.fullmatch(r"\*\*.*\*\*\W*", line):
            remarks.append(line)
        else:
            changes.append(_change("", line, span))
    return Gains(tuple(changes), tuple(remarks))


_INNER = re.compile(r"^(.*[^\s\]\\])\s*[(（]([^()（）]*)[)）]$")


def _change(delta: str, words: str, span: Span) -> Node:
    words, sure = certainty(words)
    found = _INNER.match(words)
    inner = found[2].strip() if found and words.count("`") % 2 == 0 and "$" not in words else ""
    if not found or not plain_text(inner).strip():
        if not delta and not sure:
            return Scalar(span, words)
        return block(span, delta=delta or None, ability=words, certainty=sure or None)
    asked = plain_text(inner).rstrip().endswith(("?", "？")) or (words.endswith("?)") and len(inner) < 20)
    return block(
        span,
        delta=delta or None,
        ability=found[1],
        remark=None if asked else inner,
        doubt=inner if asked else None,
        certainty=sure or None,
    )
