"""Points deeper than a slide shows: in the line of the point above them, where that stays short.

`parent: one; two (three; four)`. What is no few words in a row stays below it on its level, marked by a
dash for each level, as `lists` wrote it; what reads a road map from points needs them so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from slides.markdown.parts import block, get, words_of
from slides.spec import nodes
from slides.spec.nodes import Mapping, Node, Scalar

DASH = "– "
_STYLE = "folded"


def marked(words: str, levels: int) -> tuple[str, str]:
    """A text that stands so many levels too high, and the style of the Scalar that tells so."""
    return f"{DASH * levels}{words}", f"{_STYLE} {levels}"


@dataclass(slots=True)
class _Item:
    node: Node
    levels: int
    below: list[_Item] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Without the dashes."""
        return words_of(_text(self.node))[len(DASH) * self.levels :]


def _text(node: Node) -> Node | None:
    return get(node, "text") if isinstance(node, Mapping) else node


def _levels(node: Node) -> int:
    """How many levels deeper a point belongs; 0 where it stands in its place."""
    text = _text(node)
    name, _, levels = text.style.partition(" ") if isinstance(text, Scalar) else ("", "", "")
    return int(levels) if name == _STYLE else 0


def in_lines(node: Node) -> Node:
    """The tree with those points joined to the ones above them."""
    match node:
        case nodes.Sequence(items=items):
            made = [in_lines(one) for one in items]
            return replace(node, items=tuple(_joined_items(made) if any(map(_levels, made)) else made))
        case Mapping(entries=entries):
            return replace(node, entries=tuple((key, in_lines(value)) for key, value in entries))
        case _:
            return node


def _joined_items(found: Sequence[Node]) -> Iterator[Node]:
    stack: list[_Item] = []
    top: list[_Item] = []
    for one in found:
        item = _Item(one, _levels(one))
        while stack and stack[-1].levels >= item.levels:
            stack.pop()
        (stack[-1].below if stack else top).append(item)
        stack.append(item)
    for item in top:
        yield from _lines(item)


def _lines(item: _Item) -> Iterator[Node]:
    joined = _joined(item) if item.below else None
    if joined is not None:
        yield _saying(item.node, DASH * item.levels + joined)
        return
    yield item.node
    for one in item.below:
        yield from _lines(one)


def _saying(node: Node, words: str) -> Node:
    """The point with other words."""
    if isinstance(node, Scalar):
        return replace(node, value=words)
    done = get(node, "done")
    return block(node.span, text=Scalar(node.span, words), done=words_of(done) if done else None)


_ONE_LINE = 160  # characters, about two lines of a slide


def _joined(item: _Item) -> str | None:
    """`words: one; two (three; four)`; None where these are no few words in a row."""
    inner = [_within(one) for one in item.below]
    gap = " " if item.words.endswith((".", "!", "?", ":", "。", "：", "–", "—")) else ": "
    text = f"{item.words}{gap}{'; '.join(one or '' for one in inner)}"
    return text if all(inner) and "<br>" not in text and len(text) <= _ONE_LINE else None


def _within(item: _Item) -> str | None:
    if isinstance(item.node, Mapping) or ";" in item.words or len(item.words) > _ONE_LINE:
        return None  # a box to tick, or parts of its own
    inner = [_within(one) for one in item.below]
    words = item.words.removesuffix(".")
    if not all(inner):
        return None
    return f"{words} ({'; '.join(one or '' for one in inner)})" if inner else words
