"""What the marks of a lineage mean: `←` derived, `←?` probably, `⇠` ideas only, `✗` rejected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slides.inline import plain_text
from slides.markdown.parts import get, words_of
from slides.markdown.phrases import phrases
from slides.spec.nodes import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Meaning:
    """`rejected`: it was claimed, and is not so; `words` are the note's own."""

    kind: str = ""
    certainty: str = ""
    rejected: bool = False
    words: str = ""


USUAL = {
    "←": Meaning(),
    "←?": Meaning(certainty="probably"),
    "⇠": Meaning(kind="idea"),
    "⇠?": Meaning(kind="idea", certainty="probably"),
    "✗": Meaning(rejected=True),
}

_SAME = {
    "<-": "←",
    "<--": "←",
    "⟵": "←",
    "⇐": "←",
    "<=": "←",
    "<-?": "←?",
    "<~": "⇠",
    "<~~": "⇠",
    "✘": "✗",
    "×": "✗",
}
MARK = re.compile(r"(?:←|⇠|⟵|⇐|(?<![\w<])<-{1,2}(?!\w)|(?<![\w<])<~{1,2}(?![\w~]))\s?\??|✗|✘")
_BY_WORDS = re.compile(
    r"(?:\b|(?<=\W))(?:derived from|descend(?:s|ed) from|based on|forked from|fork of|built on|"
    r"evolved from|fine-?tuned from|基于|源自|派生自|abgeleitet von|basiert auf|dérivé de|basé sur|"
    r"derivado de|basado en)(?:\b|\s)",
    re.IGNORECASE,
)


def standard(mark: str) -> str:
    """A mark in the form under which `USUAL` knows it.

    >>> standard("<-- ?"), standard("derived from")
    ('←?', '←')
    """
    doubt = "?" if mark.endswith("?") else ""
    bare = mark.rstrip("? ")
    return _SAME.get(bare, bare if bare in USUAL else "←") + doubt


_PROTECTED = r"(?P<kept>~~.+?~~|`[^`]*`|\$[^$]*\$|\]\([^()]*\)|<https?:[^>]*>)"


def found(text: str, *, by_words: bool) -> Iterator[re.Match[str]]:
    """The marks of a text, but not those within code, formulas, addresses and what is struck out."""
    if not MARK.search(text) and not (by_words and _BY_WORDS.search(text)):
        return iter(())
    either = f"{MARK.pattern}|{_BY_WORDS.pattern}" if by_words else MARK.pattern
    pattern = re.compile(f"{_PROTECTED}|(?P<mark>{either})", re.IGNORECASE)
    return (hit for hit in pattern.finditer(text) if hit["mark"])


_IDEA = phrases(r"""\bideas?\b|inspir|\bborrow|influenc|concept only|\binterfaces? only|想法|思想|启发|借鉴|
    借用|着想|idee|idée""")
_REJECTED = phrases("reject|refuted|disproved|否定|被拒|widerlegt|rejet|rechazad")
_LEVELS = {
    "highly likely": phrases(r"\b(?:highly|very|most) (?:likely|probabl\w+)"),
    "probably": phrases(r"\bprobabl\w+|wahrscheinlich|大概|很可能"),
    "likely": phrases(r"(?<!not )\blikely\b|vraisemblablement"),
    "hypothesis": phrases(r"\bhypothe\w+|假设|仮説|hypothèse|hipótesis"),
    "disputed": phrases(r"\bdisput\w+|\bsources disagree|\bcontested|争议|umstritten|contesté"),
    "possibly": phrases(r"""\bpossibly\b|\bperhaps\b|\bmaybe\b|\brumou?r\w*|\bspeculat\w+|
        \bguess\w*|可能|也许|推测|möglicherweise|vielleicht|peut-être|quizás?|posiblemente|возможно"""),
    "unknown": phrases(r"""\bdoubt\w*|\buncertain\w*|\bunclear\b|\bunsure\b|\bunconfirmed\b|
        \bnot (?:sure|certain|confirmed)\b|不确定|存疑|unsicher|unklar|incertain|douteu|incierto|dudos"""),
}


def doubt(text: str) -> str:
    """The certainty that words of doubt in a text express; nothing where there are none.

    >>> doubt("is highly likely not the base"), doubt("sources disagree"), doubt("unlikely"), doubt("也许")
    ('highly likely', 'disputed', '', 'possibly')
    """
    return next((name for name, words in _LEVELS.items() if words.search(text)), "")


def meaning(words: str) -> Meaning:
    """What a legend says of a mark or of a kind of line."""
    if _REJECTED.search(words):
        return Meaning(rejected=True, words=words)
    kind = "idea" if _IDEA.search(words) else ""
    return Meaning(kind, "" if kind else doubt(words), words=words)


def legend(node: Node) -> dict[str, Meaning]:
    """The marks that tables of two columns explain, anywhere in the tree."""
    said: dict[str, Meaning] = {}
    for row in _rows(node):
        if len(row) == 2 and (mark := MARK.fullmatch(plain_text(row[0]).strip())):
            said[standard(mark[0])] = meaning(plain_text(row[1]))
    return said


def _rows(node: Node) -> Iterator[list[str]]:
    if isinstance(node, Mapping) and isinstance(rows := get(node, "table"), Sequence):
        for row in rows.items:
            if isinstance(row, Sequence):
                yield [words_of(cell) for cell in row.items]
    elif not isinstance(node, Scalar):
        for one in node.items if isinstance(node, Sequence) else [value for _, value in node.entries]:
            yield from _rows(one)
