"""What a page of a documentation asks for: a spec that it names or holds, and how it wants it shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slides import beside, embed
from slides.embed import Embedded
from slides.markdown.file import read_file
from slides.source import Problem, Source, Span, SpecError
from slides.spec import read, sections
from slides.spec.document import Document
from slides.spec.model import is_file
from slides.write.svg_fit import SCHEMES, Scheme, slug

OPTIONS = ("file", "what", "caption", "alt", "theme", "width", "id")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: the file, the name that problems call it by, and the folders from which it may
    name specs: the first is that of the whole documentation."""

    file: Path
    name: str
    roots: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text` is a spec held by the page itself, each line of it on the line that it has there; else `file`
    names one. `line` is that of the request, from 1; `width` in px."""

    line: int
    file: str = ""
    text: str = ""
    what: str = embed.TREE
    caption: str = ""
    alt: str = ""
    theme: Scheme | None = None
    width: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture, the folder that its spec's addresses are seen from, and the files that it is made of."""

    picture: Embedded
    folder: Path
    files: tuple[Path, ...]


def wanted(
    options: Mapping[str, str], lines: Sequence[str], *, place: Place, line: int, before: int
) -> Wanted:
    """The request made on a `line` by options and a body of `lines`; `before`: those above the body.

    A body of one line that is no mapping names a file. Raises SpecError where it is not understood.
    """

    def refused(message: str, hint: str) -> SpecError:
        return SpecError([Problem("wrong-request", message, _line(place, line), hint)])

    for name in options:
        if name not in OPTIONS:
            raise refused(f'no option "{name}"', f"known: {', '.join(OPTIONS)}")
    theme = next((scheme for scheme in SCHEMES if scheme == options.get("theme")), None)
    if theme is None and "theme" in options:
        raise refused(f'no theme "{options["theme"]}"', f"known: {', '.join(SCHEMES)}")
    width = options.get("width", "").removesuffix("px")
    if "width" in options and not re.fullmatch("[1-9][0-9]{0,3}", width):
        raise refused(f'the width "{options["width"]}" is no number of px', "1 to 9999")
    file, text = _named_or_held(options.get("file", ""), lines)
    if bool(file) == bool(text):
        raise refused("a picture needs a spec", "name its file, or write it below, and not both")
    return Wanted(
        line,
        file,
        "\n" * before + text if text else "",
        options.get("what") or embed.TREE,
        options.get("caption", ""),
        options.get("alt", ""),
        theme,
        int(width) if width else None,
        options.get("id", ""),
    )


def _named_or_held(file: str, lines: Sequence[str]) -> tuple[str, str]:
    said = [one.strip() for one in lines if one.strip()]
    if len(said) == 1 and not file and not re.search(r":(\s|$)", said[0]):
        return said[0], ""
    return file, "\n".join(lines) + "\n" if said else ""


def shown(asked: Wanted, place: Place) -> Shown:
    """The picture that a page asks for. Raises SpecError with all that is wrong, each in its place."""
    if asked.file:
        path = _found(asked, place)
        document = read_file(path, _called(path, place))
    else:
        path = place.file
        document = read.read(asked.text, place.name, read.beside_of(path))
    try:
        picture = embed.picture(document, asked.what, path.parent)
    except SpecError as error:
        raise SpecError(
            replace(one, span=one.span or _line(place, asked.line)) for one in error.problems
        ) from None
    name = asked.id or (picture.name if asked.file else slug(place.file.stem))
    return Shown(
        replace(picture, name=slug(name)),
        path.parent,
        (path, *_beside(document, path.parent)) if asked.file else _beside(document, path.parent),
    )


def _found(asked: Wanted, place: Place) -> Path:
    """The file that is named: from the page's folder, else from the roots, and nowhere outside these."""
    name = asked.file.lstrip("/")
    starts = [(root, root) for root in place.roots]
    if not asked.file.startswith("/"):
        starts.insert(0, (place.file.parent, place.roots[0]))
    reasons = []
    for folder, bounds in starts:
        try:
            return beside.path(folder, name, bounds)
        except ValueError as error:
            reasons.append(str(error))
    reason = next((one for one in reasons if one != "no such file"), "no such file")
    reason = reason.replace("the spec's folder", "the documentation")
    message = f'cannot read "{asked.file}": {reason}'
    raise SpecError([Problem("unreadable-file", message, _line(place, asked.line))])


def _called(path: Path, place: Place) -> str:
    """The file's name as the page's is: seen from where that is seen."""
    root = place.roots[0].resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _line(place: Place, line: int) -> Span:
    """The line of the page that asks."""
    try:
        text = place.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    source = Source(place.name, text if text.count("\n") >= line - 1 else "\n" * (line - 1))
    words, start = source.line(line), source.starts[line - 1]
    return Span(source, start + len(words) - len(words.lstrip()), start + max(1, len(words.rstrip())))


def _beside(document: Document, folder: Path) -> tuple[Path, ...]:
    """The files that a spec names and that there are."""
    names = [value.text for value in sections.within(document.spec, "picture")]
    names += [document.spec.deck.theme] if is_file(document.spec.deck.theme) else []
    names += [document.key_span("references", key).source.name for key in document.spec.references]
    found: dict[Path, None] = {}
    for name in names:
        if name != document.source.name:
            try:
                found[beside.path(folder, name)] = None
            except ValueError:
                continue
    return tuple(found)
