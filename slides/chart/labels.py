"""Labels as Mermaid and Graphviz write them, with HTML and entities → inline Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from slides.inline import Rich, Run, markdown, parse

_TAG = re.compile(
    r"<(/?)(br|b|strong|i|em|u|s|del|strike|o|sub|sup|small|big|span|font|code|tt|kbd|mark|a|p|div|center|pre"
    r"|h[1-6]|ul|ol|li|hr|vr|table|tr|td|th|img)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_LOOKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strike",
    "del": "strike",
    "strike": "strike",
    "code": "code",
    "tt": "code",
    "kbd": "code",
    "mark": "mark",
    "sub": "lowered",
    "sup": "raised",
    "u": "underline",
}
_LINES = {"br", "p", "div", "center", "pre", "ul", "ol", "li", "hr", "table", "tr", "h1", "h2", "h3", "h4"}
_CELLS = {"td", "th", "vr"}
BETWEEN_CELLS = " | "
_LONGEST = 2000  # characters of a label that is spared escapes it can do without


def plain(text: str) -> str:
    """Characters that mean only themselves, as inline Markdown; line ends become `<br>`.

    >>> plain("a*b*")
    'a\\\\*b\\\\*'
    >>> plain("GPT-2")
    'GPT-2'
    """
    return _written((Run(text),)) if text else ""


def html(text: str) -> str:
    """A label with tags and entities: what HTML says of emphasis and lines stays, other tags are left out.

    >>> html("<b>BERT</b><br/>2018 &amp; later")
    '**BERT**<br>2018 & later'
    """
    if "<" not in text and "&" not in text:
        return plain(text)
    runs: list[Run] = []
    look, start = Run(""), 0
    opened: list[tuple[str, Run]] = []
    for tag in _TAG.finditer(text):
        runs.append(replace(look, text=unescape(text[start : tag.start()])))
        start, name = tag.end(), tag[2].lower()
        if name in _LINES:
            runs.append(replace(look, text="\n"))
        elif name in _CELLS:
            runs += [replace(look, text="\v")] * bool(tag[1])
        elif not tag[1]:
            opened.append((name, look))
            look = _opened(name, tag[0], look)
        elif opened and any(one == name for one, _ in opened[-20:]):
            while opened:
                closed, look = opened.pop()
                if closed == name:
                    break
    runs.append(replace(look, text=unescape(text[start:])))
    return _written(tuple(runs))


def _opened(name: str, tag: str, look: Run) -> Run:
    if name == "a":
        href = re.search(r"""href\s*=\s*["']?([^"'\s>]+)""", tag, re.IGNORECASE)
        return replace(look, href=unescape(href[1])) if href else look
    return replace(look, **{_LOOKS[name]: True}) if name in _LOOKS else look  # type: ignore[arg-type]


def _written(runs: Rich) -> str:
    """The runs as Markdown: no blanks at the ends of lines, no empty lines, no escape that is not needed."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        for one in more:
            lines.append([replace(run, text=one)])
    kept = [found for line in lines if (found := _line(line))]
    full = "<br>".join(markdown(line) for line in kept)
    bare = "<br>".join(_bare(line) for line in kept)
    if bare == full or len(full) > _LONGEST:
        return full
    return bare if parse(bare) == parse(full) else full


def _bare(line: Rich) -> str:
    return line[0].text if line == (Run(line[0].text),) else markdown(line)


def _line(line: list[Run]) -> Rich:
    """One line of runs, trimmed; blanks between runs stand in the one without marks, as Markdown wants it."""
    cells = "".join(run.text for run in line).rstrip("\v \t").count("\v")
    pieces: list[Run] = []
    for run in line:
        parts = run.text.split("\v")
        for at, part in enumerate(parts):
            if at and cells:
                cells -= 1
                pieces.append(Run(BETWEEN_CELLS))
            words = " ".join(part.split())
            if part[:1].isspace() and words:
                pieces.append(Run(" "))
            pieces += [replace(run, text=words)] if words else []
            if part[-1:].isspace():
                pieces.append(Run(" "))
    return _joined(pieces)


def _joined(pieces: list[Run]) -> Rich:
    joined: list[Run] = []
    for piece in pieces:
        if not joined or joined[-1].text.endswith(" "):
            piece = replace(piece, text=piece.text.lstrip(" "))
        if joined and replace(joined[-1], text="") == replace(piece, text=""):
            joined[-1] = replace(piece, text=joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
    return tuple(run for run in joined if run.text)
