"""The title and the facts of a deck, from front matter, first heading and file name."""

from __future__ import annotations

import re
from collections import Counter

from slides.markdown.blocks import inline_words
from slides.markdown.front import is_plumbing, shown
from slides.markdown.lost import words as words_in
from slides.markdown.parts import Head, Note, block, listed, shows, words_of
from slides.markdown.targets import escaped, shortened
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

_LONGEST_TITLE = 220  # columns that a cover has room for
_ABOUT = ("description", "summary", "excerpt", "abstract", "tldr")
_AUTHOR = ("author", "authors", "presenter", "speaker")
_TAGS = ("tags", "keywords", "categories", "tag", "category", "topics")
_LANGUAGE = ("lang", "language", "locale")
_LICENCE = ("license", "licence", "copyright")


def deck(
    note: Note, values: Mapping, head: Head | None, about: Scalar | None, keywords: list[Scalar]
) -> Mapping:
    """The `deck:` of a note; what no key of it takes goes to what the speaker says on the title slide."""
    known = {str(key.value).lower(): (key, value) for key, value in values.entries if shown(value)}
    title = _words(note, known.pop("title", None))
    subtitle = _words(note, known.pop("subtitle", None))
    left: list[str] = []
    if head and title and _plain(head.words) == _plain(str(title.value)):
        head = None if "](" not in head.words else head
    if title and head:
        left += [f"subtitle: {subtitle.value}"] if subtitle else []
        subtitle = Scalar(head.span, head.words)
    elif head:
        title = Scalar(head.span, head.words)
    title = title or Scalar(Span(note.source, 0, 0), _stem(note.source.name))
    parts: dict[str, Node | str | None] = {"title": title, "subtitle": subtitle}
    parts["presenter"] = _first(known, _AUTHOR, 200, left)
    parts["date"] = _date(known, left)
    parts["keywords"] = _keywords(note, known, keywords)
    parts["language"] = _language(known)
    parts["licence"] = _words(note, _taken(known, _LICENCE))
    parts["silence"] = known.pop("silence", (None, None))[1]
    described = [words for key in _ABOUT if (words := _words(note, known.pop(key, None)))]
    abouts = [*described, *([about] if about else [])]
    if about and len(described) == 1 and not Counter(_spoken(described[0])) - Counter(_spoken(about)):
        left.insert(0, str(abouts.pop(0).value))  # the same in other words: to be said, not shown twice
    if short := shortened(str(title.value), _LONGEST_TITLE):
        abouts.insert(0, title)
        parts["title"] = Scalar(title.span, short)
    if abouts:
        parts["about"] = Scalar(abouts[0].span, "<br>".join(str(one.value) for one in abouts))
    left += [
        f"{key.value}: {escaped(shown(value))}"
        for key, value in known.values()
        if not is_plumbing(str(key.value), value)
    ]
    parts["say"] = Scalar(values.span, "<br>".join(left)[:19_900]) if left else None
    span = title.span
    return block(span, **parts)


def _plain(words: str) -> str:
    from slides.inline import plain_text

    return " ".join(plain_text(words).casefold().split())


def _spoken(words: Scalar) -> list[str]:
    from slides.inline import plain_text

    return words_in(plain_text(words.value or ""))


def _stem(name: str) -> str:
    stem = re.sub(r"\.(md|markdown|mdx|txt)$", "", re.split(r"[\\/]", name)[-1], flags=re.IGNORECASE)
    return escaped(re.sub(r"[-_]+", " ", stem).strip() or "Notes")


def _words(note: Note, entry: tuple[Scalar, Node] | None) -> Scalar | None:
    if entry is None:
        return None
    value = entry[1]
    words = inline_words(note, shown(value), value.span)
    words = re.sub(r"(?<!\\)\[\^", r"\\[^", words)
    return Scalar(value.span, words) if words and shows(words) else None


def _taken(known: dict[str, tuple[Scalar, Node]], keys: tuple[str, ...]) -> tuple[Scalar, Node] | None:
    return next((known.pop(key) for key in keys if key in known), None)


def _first(
    known: dict[str, tuple[Scalar, Node]], keys: tuple[str, ...], longest: int, left: list[str]
) -> Scalar | None:
    entry = _taken(known, keys)
    if entry is None:
        return None
    text = ", ".join(_named(entry[1]))
    if len(text) > longest:
        left.append(f"{entry[0].value}: {escaped(text)}")
        return None
    return Scalar(entry[1].span, text)


def _named(node: Node) -> list[str]:
    """Authors: texts, or what their `name` says with the rest behind it."""
    match node:
        case Sequence(items=items):
            return [name for item in items for name in _named(item)]
        case Mapping(entries=entries):
            named = [shown(value) for key, value in entries if key.value == "name"]
            rest = [shown(value) for key, value in entries if key.value != "name" and shown(value)]
            return [f"{named[0]} ({', '.join(rest)})" if rest else named[0]] if named else [shown(node)]
        case _:
            return [shown(node)]


def _date(known: dict[str, tuple[Scalar, Node]], left: list[str]) -> Scalar | None:
    entry = _taken(known, ("date", "created", "published"))
    if entry is None:
        return None
    text = shown(entry[1])
    day = re.match(r"\d{4}-\d{2}-\d{2}(?=[T ]\d)", text)
    if day or len(text) > 40:
        left.append(f"{entry[0].value}: {escaped(text)}")
    return Scalar(entry[1].span, day[0] if day else text) if day or len(text) <= 40 else None


def _keywords(note: Note, known: dict[str, tuple[Scalar, Node]], said: list[Scalar]) -> Node | None:
    """The keywords of the text, then the tags of the front matter, each once."""
    found: dict[str, Scalar] = {words_of(one).casefold(): one for one in said}
    if said:
        note.carried.append("keywords key words tags 关键词")
    span = said[0].span if said else None
    for key in _TAGS:
        entry = known.pop(key, None)
        if entry is None:
            continue
        value = entry[1]
        span = span or value.span
        for item in value.items if isinstance(value, Sequence) else (value,):
            text = shown(item)
            split = re.split(r"[,;，；]", text) if re.search(r"[,;，；]", text) else [text]
            if not isinstance(value, Sequence) and len(split) == 1 and key != "keywords":
                split = text.split()
            for word in split:
                shown_word = escaped(word.strip().lstrip("#"))
                if shown_word and shows(shown_word):
                    found.setdefault(shown_word.casefold(), Scalar(item.span, shown_word))
    return listed(span, list(found.values())) if span and found else None


def _language(known: dict[str, tuple[Scalar, Node]]) -> Scalar | None:
    for key in _LANGUAGE:
        if key in known:
            text = shown(known[key][1]).replace("_", "-")
            base, dash, rest = text.partition("-")
            if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", base.lower() + dash + rest):
                return Scalar(known.pop(key)[1].span, base.lower() + dash + rest)
    return None
