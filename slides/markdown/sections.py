"""Headings and what stands below them → sections within sections; links to headings → links to slides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from slides.inline import plain_text
from slides.markdown.parts import Head, Note, Piece, Point, block, get, listed, words_of
from slides.markdown.targets import escaped
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar, Sequence
from slides.spec.sections import PARTS, slug


@dataclass(slots=True)
class Part:
    """A heading, the blocks below it and the parts within it."""

    head: Head | None
    blocks: list[Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def outline(pieces: list[Piece]) -> Part:
    """The tree of headings; a level that is left out does no harm."""
    root = Part(None)
    stack = [root]
    for piece in pieces:
        if isinstance(piece, Head):
            while stack[-1].head and stack[-1].head.level >= piece.level:
                stack.pop()
            part = Part(piece)
            stack[-1].parts.append(part)
            stack.append(part)
        elif not isinstance(piece, Point):
            stack[-1].blocks.append(piece)
    return root


def titled(root: Part, *, has_title: bool) -> tuple[Head | None, list[Node], list[Part]]:
    """The heading that is the note's title, if one is; the blocks before the sections; the sections."""
    first = root.parts[0] if root.parts else None
    if first is None or first.head is None or root.blocks:
        return None, root.blocks, root.parts
    if len(root.parts) == 1 and (first.head.level == 1 or first.parts):
        return first.head, first.blocks, first.parts
    if not has_title and first.head.level == 1 and not first.blocks and not first.parts:
        return first.head, [], root.parts[1:]
    if (
        not has_title
        and first.head.level == 1
        and all(one.head and one.head.level > 1 for one in root.parts[1:])
    ):
        return first.head, first.blocks, [*first.parts, *root.parts[1:]]
    if not has_title and first.head.level == 1:
        return first.head, [], root.parts
    return None, [], root.parts


LONGEST_ABOUT = 300  # characters that a title slide has room for


_KEYWORDS = re.compile(
    r"^\W*(?:keywords?|key words|tags|关键词|关键字|關鍵詞|キーワード|키워드|schlagwörter|mots[- ]clés|"
    r"palabras clave|ключевые слова)\W*?[:：]\W*",
    re.IGNORECASE,
)


def keywords(blocks: list[Node]) -> list[Scalar]:
    """The keywords that a paragraph before the sections lists; it is taken out of `blocks`."""
    for at, one in enumerate(blocks[:3]):
        words = one.value or "" if isinstance(one, Scalar) else ""
        found = _KEYWORDS.match(words)
        if not found or "[" in words or len(words) > 1000:
            continue
        rest = words[found.end() :].strip().removesuffix(".")
        parts = re.split(r"\s*[;；]\s*" if re.search("[;；]", rest) else r"\s*[,，、·]\s*", rest)
        parts = [part for part in parts if part.strip(" *_`")]
        if len(parts) > 1 and all(len(part) <= 100 for part in parts) and rest.count("`") % 2 == 0:
            del blocks[at]
            return [Scalar(one.span, part) for part in parts]
    return []


def preface(blocks: list[Node]) -> Scalar | None:
    """A short paragraph that stands alone before the sections says what the note is about."""
    if len(blocks) != 1 or not isinstance(blocks[0], Scalar):
        return None
    words = blocks[0].value or ""
    return blocks[0] if len(words) <= LONGEST_ABOUT and not re.search(r"(?<!\\)\[\^", words) else None


_OPENINGS = ("Introduction", "Opening", "Before all else")


def opening(before: list[Node], parts: list[Part]) -> Part:
    """The section of what stands before the first heading, under a title that none of the others has; the
    deck's own would stand twice. A note without headings is all notes."""
    taken = {plain_text(one.head.words).casefold() for one in parts if one.head}
    free = [title for title in _OPENINGS if title.casefold() not in taken]
    title = free[0] if parts and free else "Notes"
    return Part(Head(1, title, before[0].span), before)


def section(part: Part) -> Node:
    head = part.head
    assert head is not None
    span = head.span
    return block(
        span,
        title=Scalar(span, head.words),
        layout=None if part.blocks or part.parts else "opener",
        blocks=listed(span, part.blocks) if part.blocks else None,
        sections=listed(span, [section(one) for one in part.parts]) if part.parts else None,
    )


_WITHIN = re.compile(r"\]\(#([^()\s]*)\)")


def linked(note: Note, root: Mapping, anchors: dict[int, str]) -> Mapping:
    """Links to headings lead to the slides of their sections, which get an id; others become words.

    `anchors` are the ids that authors gave headings, by the place of the heading.
    """
    wanted = {hit for text in _texts(root) for hit in _WITHIN.findall(text)}
    if not wanted:
        return root
    targets, ids = _targets(note, root, anchors, {_normal(one) for one in wanted})
    return _mapped(note, root, targets, ids)


def _texts(node: Node) -> list[str]:
    from slides.markdown.parts import scalars_below

    return [one.value or "" for one in scalars_below(node) if "](#" in (one.value or "")]


def _normal(anchor: str) -> str:
    from urllib.parse import unquote

    return unquote(anchor).lstrip("#").casefold()


def _targets(
    note: Note, root: Mapping, anchors: dict[int, str], wanted: set[str]
) -> tuple[dict[str, str], dict[int, str]]:
    """What each name of a heading leads to, and the ids that sections get for it, by the id of their node."""
    every = _sections(get(root, "sections"))
    taken = {*PARTS, "cover", "agenda", *(words_of(get(one, "id")) for one in every)}
    targets: dict[str, str] = {}
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}
    for key, value in root.entries:
        if key.value in PARTS and key.value != "references":
            named = words_of(get(value, "title"))
            own = anchors.get(value.span.start, "").casefold()
            for name in (str(key.value), *((github(named), slug(named)) if named else ()), own):
                targets.setdefault(name, str(key.value))
    if get(root, "references"):
        targets.setdefault("references", "references")
    for node in every:
        title = words_of(get(node, "title"))
        name = github(title)
        count = seen.get(name, 0)
        seen[name] = count + 1
        names = {
            f"{name}-{count}" if count else name,
            slug(title),
            anchors.get(node.span.start, "").casefold(),
        }
        names = {one for one in names if one and one in wanted and one not in targets}
        if not names:
            continue
        own = words_of(get(node, "id")) or _free(slug(title), taken)
        taken.add(own)
        targets.update(dict.fromkeys(names, own))
        ids[id(node)] = own
    for name, at in note.anchors.items():
        if name.casefold() in wanted and name.casefold() not in targets:
            near = [one for one in _sections(get(root, "sections")) if one.span.start <= at]
            if near:
                own = ids.get(id(near[-1])) or _free(slug(words_of(get(near[-1], "title"))), taken)
                taken.add(own)
                ids[id(near[-1])] = own
                targets[name.casefold()] = own
    return targets, ids


def _free(base: str, taken: set[str]) -> str:
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return name


def github(title: str) -> str:
    """A title as GitHub names its anchor.

    >>> github("What *is* new?")
    'what-is-new'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain_text(title).strip().casefold()))


def _sections(node: Node | None) -> list[Mapping]:
    found: list[Mapping] = []
    for one in node.items if isinstance(node, Sequence) else ():
        if isinstance(one, Mapping):
            found += [one, *_sections(get(one, "sections"))]
    return found


def _mapped(note: Note, node: Mapping, targets: dict[str, str], ids: dict[int, str]) -> Mapping:
    made = _changed(note, node, targets, ids)
    assert isinstance(made, Mapping)
    return made


def _changed(note: Note, node: Node, targets: dict[str, str], ids: dict[int, str]) -> Node:
    match node:
        case Scalar(value=value):
            return (
                replace(node, value=_retargeted(note, value, node.span, targets))
                if value and "](#" in value
                else node
            )
        case Sequence(items=items):
            return replace(node, items=tuple(_changed(note, one, targets, ids) for one in items))
        case Mapping(entries=entries):
            made = [(key, _changed(note, value, targets, ids)) for key, value in entries]
            if id(node) in ids and get(node, "id") is None:
                made.insert(1, (Scalar(node.span, "id"), Scalar(node.span, ids[id(node)])))
            return replace(node, entries=tuple(made))


_LINK = re.compile(r"\[((?:`[^`]*`|[^\[\]\\`]|\\.|\[[^\[\]]*\])*)\]\(#([^()\s]*)\)")


def _retargeted(note: Note, text: str, span: Span, targets: dict[str, str]) -> str:
    def one(hit: re.Match[str]) -> str:
        name = _normal(hit[2])
        if name in targets:
            return f"[{hit[1]}](#{targets[name]})"
        note.warn("link-as-words", f'no heading "#{hit[2]}": the link is shown as words', span)
        return f"{hit[1]} ({escaped('#' + hit[2])})"

    return _LINK.sub(one, text)
