"""Lines with letters that run from right to left: their parts in the order in which they are seen.

After UAX #9 without explicit embeddings: numbers keep their direction, signs take that of what stands on
both sides, else the paragraph's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from slides import scripts
from slides.scene import TextRun


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of one run and one direction, as they are read."""

    text: str
    run: TextRun


def seen(fragments: Sequence[tuple[str, TextRun]], *, leftward: bool) -> list[Part]:
    """The parts of a line from left to right; `leftward`: its paragraph runs from right to left."""
    chars = [(char, at) for at, (text, _) in enumerate(fragments) for char in text]
    levels = _levels("".join(char for char, _ in chars), 1 if leftward else 0)
    pieces: list[tuple[str, int, int]] = []  # text, fragment, level
    for (char, at), level in zip(chars, levels, strict=True):
        sign = level % 2 and bidirectional(char) not in ("R", "AL", "NSM")
        text, last, same = pieces[-1] if pieces else ("", -1, -1)
        joins = last == at and same == level and not sign and not (level % 2 and _is_sign(text))
        if joins:
            pieces[-1] = (text + char, at, level)
        else:
            pieces.append((scripts.mirrored(char) if sign else char, at, level))
    return [Part(text, fragments[at][1]) for text, at, _ in _reordered(pieces)]


def _is_sign(text: str) -> bool:
    return len(text) == 1 and bidirectional(text) not in ("R", "AL", "NSM")


def _levels(text: str, base: int) -> list[int]:
    """The embedding level of each character: even ones run to the right."""
    known: list[str] = []
    strong = "R" if base else "L"
    for char in text:
        kind = bidirectional(char)
        if kind in ("L", "R", "AL"):
            strong = "L" if kind == "L" else "R"
            known.append(strong)
        elif kind in ("EN", "AN"):
            known.append("N" if strong == "R" else "L")
        elif kind == "NSM" and known:
            known.append(known[-1])
        else:
            known.append("")
    _settle(known, "R" if base else "L")
    return [{"R": 1, "L": base * 2, "N": 2}[kind] for kind in known]


def _settle(known: list[str], base: str) -> None:
    """Gives each sign the direction of its neighbours, if they agree, else that of the paragraph."""
    at = 0
    while at < len(known):
        end = at
        while end < len(known) and not known[end]:
            end += 1
        if end > at:
            before = known[at - 1] if at else base
            after = known[end] if end < len(known) else base
            sides = {"R" if side == "N" else side for side in (before, after)}
            known[at:end] = [sides.pop() if len(sides) == 1 else base] * (end - at)
        at = end + 1


def _reordered(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """UAX #9, L2: from the highest level down, what is at least of that level is turned round."""
    found = list(pieces)
    for level in range(max((piece[2] for piece in found), default=0), 0, -1):
        at = 0
        while at < len(found):
            end = at
            while end < len(found) and found[end][2] >= level:
                end += 1
            found[at:end] = found[at:end][::-1]
            at = end + 1
    return found
