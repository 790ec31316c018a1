"""The footnotes of a note: found before its blocks are read, since only then a mark is known to be one."""

from __future__ import annotations

import re

from slides.markdown.blocks import pieces
from slides.markdown.html_blocks import get_picture
from slides.markdown.lists import grouped
from slides.markdown.parts import Branch, Note, Piece, get, scalars_below
from slides.spec.nodes import Node, Scalar
from slides.spec.sections import slug


def footnotes(note: Note, root: Branch) -> list[tuple[str, Branch]]:
    """Every footnote that the note defines, as (id, its blocks); known by label from then on."""
    found: list[tuple[str, Branch]] = []
    waiting = list(reversed(root.children))
    while waiting:
        branch = waiting.pop()
        if branch.token.type == "footnote_reference_open":
            label = str(branch.token.meta.get("label", "note")).casefold()
            base = slug(label)
            base = f"note-{base}" if not base[0].isalnum() else base
            taken = {id_ for id_, _ in found}
            id_ = base
            while id_ in taken:
                id_ = f"{base}-{len(found) + 1}"
            if label in note.footnotes:
                note.warn("repeated-footnote", f'the footnote "{label}" stands twice', note.of(branch.token))
            note.footnotes.setdefault(label, id_)
            found.append((id_, branch))
        waiting += reversed(branch.children)
    return found


def footnote_words(note: Note, branch: Branch) -> tuple[Scalar, list[Piece]]:
    """A footnote in one text, and what it holds besides words."""
    span = note.of(branch.token)
    texts: list[str] = []
    others: list[Piece] = []
    for piece in grouped(pieces(note, branch)):
        if isinstance(piece, Scalar):
            texts.append(str(piece.value))
        elif get(piece, "list") and not get_picture(piece):
            texts += [str(one.value) for one in _list_words(piece)]
        else:
            others.append(piece)
    return Scalar(span, "<br>".join(texts)), others


_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")


def without_marks(text: str) -> str:
    """A footnote cannot have a footnote: its marks become words."""
    return _MARK.sub(r"(see note “\1”)", text)


def _list_words(piece: Node) -> list[Scalar]:
    found = get(piece, "list")
    return [one for one in scalars_below(found) if one.value not in ("true", "false")] if found else []
