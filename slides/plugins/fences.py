"""The fences in a page in Markdown that ask for a picture: found among all others, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slides.plugins.wanted import Place, Wanted, wanted

NAMES = ("roadmap", "slides")

_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_OPTION = re.compile(r"""([\w-]+)=("[^"]*"|'[^']*'|[^\s}]+)|([^\s{}]+)""")
_HOLDS = re.compile(r"\s*([-*+]|\d+[.)]|!!!|\?\?\?\+?|===[!+]?|:|\[\^[^\]]+\]:)(\s|$)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence of ours: lines `start` to `end` (exclusive) of a page, counted from 0."""

    start: int
    end: int
    indent: str
    info: str


def fences(lines: Sequence[str]) -> list[Fence]:
    """The fences of ours in a page. One within another fence, or in an indented block of code, is none.

    >>> fences(["```roadmap", "a.yaml", "```", "~~~", "```slides", "```", "~~~"])
    [Fence(start=0, end=3, indent='', info='roadmap')]
    """
    found: list[Fence] = []
    held: list[int] = []  # how far in the lists, remarks and tabs begin that the line belongs to
    at = 0
    while at < len(lines):
        line = lines[at]
        depth, end = len(line) - len(line.lstrip()), at + 1
        if line.strip():
            while held and held[-1] >= depth:
                held.pop()
            # Four further in than the text around it, a line is code.
            is_text = depth < (held[-1] + 8 if held else 4)
            if is_text and _HOLDS.match(line):
                held.append(depth)
            elif is_text and (opening := _FENCE.match(line)):
                end = _closing(lines, at, opening["fence"])
                if end <= len(lines) and _language(opening["info"]) in NAMES:
                    found.append(Fence(at, end, opening["indent"], opening["info"].strip()))
        at = end
    return found


def _closing(lines: Sequence[str], start: int, fence: str) -> int:
    """The line after the one that closes a fence; past the end where none does."""
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if len(line) >= len(fence) and set(line) == {fence[0]}:
            return at + 1
    return len(lines) + 1


def _language(info: str) -> str:
    words = re.findall(r"[^\s{}]+", info)
    return words[0].lstrip(".") if words else ""


def asked(lines: Sequence[str], fence: Fence, place: Place, offset: int) -> Wanted:
    """The request that a fence makes; the page's file has `offset` lines above `lines`.

    Raises SpecError where it is not understood.
    """
    options: dict[str, str] = {}
    for name, value, word in _OPTION.findall(fence.info)[1:]:
        options[name or ("file" if "file" not in options else word)] = word or value.strip("\"'")
    above = offset + fence.start + 1
    held = lines[fence.start + 1 : fence.end - 1]
    return wanted(options, held, place=place, line=above, before=above)
