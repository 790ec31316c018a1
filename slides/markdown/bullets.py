"""Points of a list that say what they are derived from: each with its name, its date and its parents.

`SVR3, 1987 ← SVR2; STREAMS ⇠ V8`: behind each mark a parent, in the text's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from slides.inline import plain_text
from slides.markdown import marks
from slides.markdown.families import base, dated, normal, plain_name
from slides.markdown.parts import get, words_of
from slides.source import Span
from slides.spec.nodes import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands behind a mark; `before` are the words that lead to it, `later` a change that came later,
    `said` the mark itself where it is a word."""

    mark: str
    body: str
    before: str = ""
    later: bool = False
    said: str = ""

    @property
    def manner(self) -> str:
        """What a mark in words says beyond that one comes from the other: `fork of`, `fine-tuned from`."""
        return "" if _PLAIN.fullmatch(self.said) else self.said


@dataclass(slots=True)
class Bullet:
    """A point of the list: its name and what follows, its points, the id that it gets."""

    text: str
    span: Span
    depth: int
    name: str = ""
    date: str = ""
    source: str = ""
    clauses: list[Clause] = field(default_factory=list)
    below: list[Bullet] = field(default_factory=list)
    id: str = ""
    series: str = ""
    role: str = "remark"  # or `series`, `model`


_FOLDED = re.compile(r"^(?:– )+")


def bullets(items: Node | None, by_words: bool, depth: int = 0) -> list[Bullet]:
    found: list[Bullet] = []
    for item in items.items if isinstance(items, Sequence) else ():
        text = words_of(item if isinstance(item, Scalar) else get(item, "text"))
        folded = _FOLDED.match(text)
        level = depth + text[: folded.end()].count("–") if folded else depth
        bullet = _read(text[folded.end() :] if folded else text, item.span, level, by_words)
        bullet.below = bullets(get(item, "items"), by_words, depth + 1)
        found.append(bullet)
    return found


def every_of(found: list[Bullet]) -> Iterator[Bullet]:
    """The points and all below them, in order."""
    for one in found:
        yield one
        yield from every_of(one.below)


_CITE = re.compile(r"\s*\[@([^\]\s]+)\]")
_NUMBER = re.compile(r"\s*\[\d+\]")


def _read(text: str, span: Span, depth: int, by_words: bool) -> Bullet:
    hits = list(marks.found(text, by_words=by_words)) if len(text) <= LONGEST_TEXT else []
    first = hits[0].start() if hits else len(text)
    head = text[:first].rstrip(" ,;:—–-|(")
    if (struck := re.search(r"[;,]\s*(~~.*?~~)\s*$", head)) or (struck := re.search(r";\s*([^;]*)$", head)):
        head = head[: struck.start()]
    cite = _CITE.search(head)
    name, date = dated(_NUMBER.sub("", _CITE.sub("", head)).strip())
    bullet = Bullet(text, span, depth, name.replace("**", "").strip(" ,"), date, cite[1] if cite else "")
    bullet.clauses = list(_clauses(text, hits, first - len(struck[0]) if struck else first))
    return bullet


_LATER = re.compile(
    r"\b(?:later|then|afterwards|subsequently|eventually)\b|后来|随后|später|puis\b|luego\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"[\s,;]*(?:(?:\*\*|\*)?(?:\band\b|\bund\b|\bet\b|\by\b|&|\+|和|与|及)(?:\*\*|\*)?)?[\s,;]*$",
    re.IGNORECASE,
)


def _clauses(text: str, hits: list[re.Match[str]], first: int) -> Iterator[Clause]:
    """Each mark with what stands behind it, to the next; words behind the last `;` lead to the next mark."""
    before = text[first : hits[0].start()].strip(" ,;") if hits and first < hits[0].start() else ""
    later = bool(_LATER.search(before))
    for at, hit in enumerate(hits):
        end = hits[at + 1].start() if at + 1 < len(hits) else len(text)
        body, lead = text[hit.end() : end], ""
        if at + 1 < len(hits):
            if ";" in body:
                body, _, lead = body.rpartition(";")
            elif _LATER.search(body):
                lead = body[_LATER.search(body).start() :]  # type: ignore[union-attr]  # it was found
                body = body[: -len(lead)]
            body = _JOINT.sub("", body)
            lead = _JOINT.sub("", lead)
        yield Clause(marks.standard(hit["mark"]), body.strip(" ,"), before, later, hit["mark"].strip())
        later = bool(_LATER.search(lead)) or (later and ";" not in text[hit.end() : end])
        before = lead.strip()


_PLAIN = re.compile(r"[^\w]*|derived from|descend(?:s|ed) from|based on|基于|源自|abgeleitet von|basiert auf|"
                    r"dérivé de|basé sur|derivado de|basado en", re.IGNORECASE)  # fmt: skip

LONGEST_TEXT = 1000  # characters of a point that names its parents
LONGEST_NAME = 60


def roles(top: list[Bullet], every: list[Bullet]) -> None:
    """Which points are models, and which stand for a series: those that only hold marked points."""
    wanted = {normal(part) for one in every for clause in one.clauses for part in parents(clause.body)[0]}
    wanted |= {
        normal(base(part)) for one in every for clause in one.clauses for part in parents(clause.body)[0]
    }
    wanted.discard("")
    for one in every:
        if not one.name or len(plain_text(one.name)) > LONGEST_NAME:
            continue
        named = bool({normal(one.name), normal(base(one.name))} & wanted)
        if one.clauses or (one.date and one.depth == 0) or (named and len(one.name.split()) <= 5):
            one.role = "model"
    holders = all(one.below and not one.clauses and not one.date for one in top)  # the level of series
    for one in every:
        held = one.below and all(child.role == "model" for child in one.below)
        if held and (one.role == "remark" or (holders and one in top)):
            one.role = "series"


_CUT = re.compile(r"[,;(（:：。]|\s[–—-]\s|\.\s|\.$")
_BETWEEN = re.compile(r"\s+(?:\*\*)?[+＋](?:\*\*)?\s+|\s+/\s+")


def parents(body: str) -> tuple[list[str], str]:
    """The parents that a clause names, and what else it says of them.

    >>> parents("Inception **+** ResNet, a merge"), parents("V1, by way of V2; rewritten")
    ((['Inception', 'ResNet'], 'a merge'), (['V1'], 'by way of V2; rewritten'))
    """
    plain = _NUMBER.sub("", _CITE.sub("", body))
    parts = _BETWEEN.split(plain) if _BETWEEN.search(plain) else [plain]
    last = _CUT.search(parts[-1])
    rest = parts[-1][last.start() :].strip(" ,;:：。") if last else ""
    if last and last[0] in "(（" and not _is_remark(rest):
        last = None  # brackets that are part of the name
    names = [*parts[:-1], parts[-1][: last.start()] if last else parts[-1]]
    return [plain_name(name.strip()) for name in names if name.strip()], rest if last else ""


def _is_remark(rest: str) -> bool:
    return " " in rest
