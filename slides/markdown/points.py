"""A section that is a list under a heading such as "Limitations" → the points of that key."""

from __future__ import annotations

import re

from slides.markdown.parts import block, get, listed, words_of
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

LONGEST_LEAD = 300  # characters; more is a paragraph of its own


def points(section: Mapping) -> tuple[Mapping, list[Node]] | None:
    """The points, and the blocks that stand below them; None where the section does not begin with a list."""
    blocks = get(section, "blocks")
    items = list(blocks.items) if isinstance(blocks, Sequence) else []
    lead = items.pop(0) if len(items) > 1 and isinstance(items[0], Scalar) and _leads(items[0]) else None
    found = get(items[0], "list") if items else None
    if not isinstance(found, Sequence) or get(items[0], "start") is not None:
        return None
    made = block(
        section.span,
        title=get(section, "title"),
        lead=lead,
        numbered=get(items[0], "numbered"),
        items=listed(found.span, [sure(item) for item in found.items]),
    )
    return made, items[1:]


def _leads(paragraph: Scalar) -> bool:
    words = paragraph.value or ""
    return len(words) <= LONGEST_LEAD and "[^" not in words


_LEVELS = "highly likely|likely|probably|possibly|hypothesis|disputed|unknown"
_AFTER = re.compile(rf"\s*\((?:\*|_)?({_LEVELS})(?:\*|_)?\)(?=\.?$)", re.IGNORECASE)
_WITHIN = re.compile(
    r"^(?:\*\*)?(likely|probably|possibly|hypothesis)\b(?!\s*\?)|"
    r"\b(?:is|are) (highly likely|likely|probably)\b"
)


def certainty(text: str) -> tuple[str, str]:
    """A text without its mark of certainty, and the mark; a certainty in its own words stays in it.

    >>> certainty("It scales (*probably*)"), certainty("It is likely to be from training on code.")
    (('It scales', 'probably'), ('It is likely to be from training on code.', 'likely'))
    >>> certainty("Is it likely?"), certainty("plain")
    (('Is it likely?', ''), ('plain', ''))
    """
    if found := _AFTER.search(text):
        return text[: found.start()] + text[found.end() :], found[1].lower()
    found = _WITHIN.search(text[:1].lower() + text[1:])
    return text, (found[1] or found[2]).lower() if found else ""


def sure(item: Node) -> Node:
    """A point, and those below it, with `certainty:` where their words have one."""
    words = item if isinstance(item, Scalar) else get(item, "text")
    if not isinstance(words, Scalar):
        return item
    below = get(item, "items")
    text, found = certainty(words_of(words))
    inner = listed(below.span, [sure(one) for one in below.items]) if isinstance(below, Sequence) else None
    if not found and isinstance(item, Scalar):
        return item
    return block(
        item.span,
        text=Scalar(words.span, text),
        certainty=found or None,
        done=get(item, "done"),
        items=inner,
    )
