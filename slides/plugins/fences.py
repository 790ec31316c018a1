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
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        if opening is None or not _opens(lines, at, len(opening["indent"])):
            at += 1
            continue
        end = _closing(lines, at, opening["fence"])
        info = opening["info"].strip()
        if _language(info) in NAMES and end <= len(lines):
            found.append(Fence(at, end, opening["indent"], info))
        at = end
    return found


def _closing(lines: Sequence[str], start: int, fence: str) -> int:
    """The line after the one that closes a fence; past the end where none does."""
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if len(line) >= len(fence) and set(line) == {fence[0]}:
            return at + 1
    return len(lines) + 1


def _opens(lines: Sequence[str], at: int, indent: int) -> bool:
    """A line that far in belongs to a list, a remark or a tab above it; else it is a block of code."""
    if indent < 4:
        return True
    for line in reversed(lines[:at]):
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth < indent:
            return bool(_HOLDS.match(line)) or (depth >= 4 and _opens(lines[:at], at, depth))
    return False


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
