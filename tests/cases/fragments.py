"""Cuts reading notes (Markdown with front matter) into the fragments that a deck of them must hold.

It shares no code with the package, so that a slip in our own Markdown cannot hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "bold", "italic", "code", "highlight", "link"]

# What is of the web page rather than of the notes; each with its reason.
PLUMBING = {
    "layout": "chooses the page template of the site",
    "images": "switches on picture widgets of the site",
    "compare": "picture widget",
    "slider": "picture widget",
}


@dataclass(frozen=True)
class Fragment:
    """`text` without Markdown marks; `href` for links; `line` in the notes, from 1."""

    kind: Kind
    text: str
    line: int
    href: str = ""

    def __str__(self) -> str:
        return f"{self.line}: {self.kind} {self.text[:50]}"


def fragments(notes: str) -> list[Fragment]:
    """All fragments in reading order, each once."""
    lines = notes.splitlines()
    end = lines.index("---", 1)
    found = list(_front_matter(lines[1:end]))
    for number, line in enumerate(lines[end + 1 :], end + 2):
        found += _line(line, number)
    return list(dict.fromkeys(found))


def _front_matter(lines: list[str]) -> Iterator[Fragment]:
    for number, line in enumerate(lines, 2):
        key, value = (part.strip() for part in line.split(":", 1))
        if key in PLUMBING:
            continue
        if key == "date":
            yield Fragment("text", value.split()[0], number)  # the day; the minute is the site's
        elif key == "thumbnail":
            yield Fragment("link", "", number, value)
        elif key in ("tags", "categories"):
            yield from (Fragment("text", word, number) for word in value.split())
        else:
            yield from _sentences(value, number)


def _line(line: str, number: int) -> Iterator[Fragment]:
    picture = re.search(r'<img src="(.*?)" alt="(.*?)"', line)
    if picture:
        yield Fragment("link", "", number, picture[1])
        yield Fragment("text", picture[2], number)
    elif line.startswith("|"):
        yield from _table_row(line, number)
    elif line.startswith("> "):
        yield from _reference(line[2:], number)
    elif line.startswith("**Keywords:**"):
        yield Fragment("bold", "Keywords:", number)
        for word in line.removeprefix("**Keywords:**").rstrip(".").split(";"):
            yield Fragment("text", word.strip(), number)
    else:
        words = re.sub(r"^\s*(#+ |- |\d+\. |\[\^\w+\]: )", "", line)
        if words.startswith("Note: "):
            yield Fragment("text", "Note:", number)
        yield from inline(words.removeprefix("Note: "), number)


def _table_row(line: str, number: int) -> Iterator[Fragment]:
    cells = re.split(r"(?<!\\)\|", line)[1:-1]
    for cell in cells:
        if re.fullmatch(r"\s*-{3,}\s*", cell):
            continue
        for part in re.split(r"<br\s*/?>", cell):
            yield from inline(part.strip(), number)


def _reference(text: str, number: int) -> Iterator[Fragment]:
    """`Family, Given; Family, Given and Family, Given. (date). Title. Venue. address`."""
    found = re.fullmatch(r"(.*?)\. \((.*?)\)\. (.*)\. (.*?)\. (https?://\S+)", text)
    assert found, text
    authors = re.split(r"; | and ", found[1])
    yield from (Fragment("text", part, number) for part in (*authors, *found.groups()[1:4]))
    yield Fragment("link", "", number, found[5])


def inline(text: str, line: int) -> Iterator[Fragment]:
    """The sentences of a piece of Markdown, then its links and marked spans."""
    text = re.sub(r"\[\^\w+\]", "", text)
    yield from _sentences(_bare(text), line)
    for words, href in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", text):
        if not href.startswith("#"):
            yield Fragment("link", _bare(words), line, href)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    spans: dict[Kind, str] = {
        "bold": r"\*\*(.+?)\*\*",
        "italic": r"(?<!\*)\*(?!\*)(.+?)(?<!\*)\*(?!\*)",
        "code": r"`(.+?)`",
        "highlight": r"==(.+?)==",
    }
    for kind, pattern in spans.items():
        yield from (Fragment(kind, _bare(span), line) for span in re.findall(pattern, text))


def _sentences(text: str, line: int) -> Iterator[Fragment]:
    for sentence in re.split(r"(?<=[.?!])\s+", text.strip()):
        if sentence:
            yield Fragment("text", sentence, line)


def _bare(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*|\*|`|==", "", text)
