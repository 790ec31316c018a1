"""Text → Spec; every fault of a spec is reported at once, each in its place."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from slides import beside
from slides.source import Problem, Source, Span, SpecError, in_file_order
from slides.spec import bibliography, check_texts, explain, nodes
from slides.spec.bibliography import Opened
from slides.spec.check import check, heard
from slides.spec.document import Document
from slides.spec.model import Spec
from slides.spec.nodes import Mapping, Node, Path, Scalar, Sequence

__all__ = ["Document", "beside_of", "built", "read", "read_file", "text_of"]


def read(text: str, name: str, opened: Opened | None = None) -> Document:
    """The spec written in `text`; `name` is what problems call the file, `opened` gives the files beside it.

    Raises SpecError with every problem found: of the YAML, of the format and of the cross-checks.
    """
    source = Source(name, text)
    composed = nodes.parse(source)
    if composed.root is None:
        raise SpecError(composed.problems)
    return built(source, composed.root, composed.problems, lost=composed.lost, opened=opened)


def built(
    source: Source,
    root: Node,
    found: Iterable[Problem] = (),
    *,
    lost: Iterable[Node] = (),
    opened: Opened | None = None,
) -> Document:
    """The spec that a tree of nodes holds; `found` are the problems there are already, `lost` what was
    left out because of them. Raises SpecError as `read` does."""
    problems = list(found)
    whole, faults = bibliography.with_files(root, opened)
    problems += faults
    document, faults = _built(source, whole, list(lost))
    problems += faults
    if document is not None:
        problems = heard([*problems, *check(document)], document.spec.deck.silence)
        if all(problem.severity == "warning" for problem in problems):
            return replace(check_texts.named_only(document), warnings=in_file_order(problems))
    raise SpecError(problems)


def read_file(path: FilePath, shown: str | None = None) -> Document:
    """The spec in a file, which problems call `shown`; raises SpecError also if it cannot be read."""
    name = shown or str(path)
    return read(text_of(path, name), name, beside_of(path))


def beside_of(path: FilePath) -> Opened:
    """What opens the files beside a spec."""
    return partial(_beside, path.parent)


def text_of(path: FilePath, name: str) -> str:
    """The text of a file, which problems call `name`; raises SpecError where it cannot be read."""
    try:
        data = _bytes(path)
    except FileNotFoundError:
        raise SpecError([_unreadable(name, "no such file", _meant(path))]) from None
    except IsADirectoryError:
        raise SpecError([_unreadable(name, "it is a folder", _within(path))]) from None
    except OSError as error:
        raise SpecError([_unreadable(name, (error.strerror or str(error)).lower())]) from None
    except ValueError as error:
        raise SpecError([_unreadable(name, str(error))]) from None
    if len(data) > nodes.LARGEST:
        raise SpecError([nodes.too_large(name)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SpecError([_not_text(data, error.start, name)]) from None


def _unreadable(name: str, reason: str, hint: str | None = None) -> Problem:
    return Problem("unreadable-file", f"cannot read {name}: {reason}", None, hint)


def _meant(path: FilePath) -> str:
    """A hint: the file beside it whose name is nearest, else how to make one."""
    beside_it = {one.stem: str(one) for one in _specs_in(path.parent)}
    near = explain.nearest(path.stem, beside_it)
    return f'did you mean "{beside_it[near]}"?' if near else "slides new writes a spec to start from"


def _within(path: FilePath) -> str:
    """A hint: a spec in a folder that was named as if it were one."""
    found = _specs_in(path)
    return f'name a file in it, as "{found[0]}"' if found else "name a spec, or a note in Markdown"


def _specs_in(folder: FilePath) -> list[FilePath]:
    with contextlib.suppress(OSError):
        some = islice(folder.iterdir(), 1000)
        return sorted(one for one in some if one.suffix.lower() in _ENDINGS and one.is_file())
    return []


_ENDINGS = (".yaml", ".yml", ".md", ".markdown")


def _not_text(data: bytes, at: int, name: str) -> Problem:
    """What is wrong with a file that is not UTF-8: another encoding, or no text at all."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("not-text", f"{name} is UTF-16 text", None, "save it as UTF-8")
    if b"\0" in data or data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\3\4", b"%PDF")):
        return Problem(
            "not-text", f"{name} is no text", None, "a spec is a YAML file, a note is Markdown (.md)"
        )
    source = Source(name, data.decode("utf-8", "replace"))
    start = len(data[:at].decode("utf-8"))
    message = f"not UTF-8 text: the byte {data[at]:#04x}"
    return Problem("not-text", message, Span(source, start, start + 1), "save the file as UTF-8")


def _beside(folder: FilePath, name: str) -> Source:
    """A text file beside a spec; raises ValueError where it cannot be read."""
    try:
        return Source(str(folder / name), beside.data(folder, name, nodes.LARGEST).decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None


def _bytes(path: FilePath) -> bytes:
    """The content of a regular file, or as much of it as shows that it is too large; opening a pipe
    would wait. Raises OSError or ValueError."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise ValueError("it is not a file")
    with path.open("rb") as file:
        return file.read(nodes.LARGEST + 1)


_ATTEMPTS = 8
_MOST_FAULTS = 1000  # past them a file is not a spec


def _built(source: Source, root: Node, lost: list[Node]) -> tuple[Document | None, list[Problem]]:
    """The document, and what does not fit the format.

    What does not fit is left out, so that the rest can be checked as well; None if too little is left.
    """
    problems: list[Problem] = []
    for attempt in range(_ATTEMPTS):
        try:
            return Document(source, Spec.model_validate(root.value), root, lost=tuple(lost)), problems
        except ValidationError as error:
            faults = _faults(error)
        problems = problems if attempt else explain.problems(root, faults)
        if (mended := _mended(root, faults, lost)) is None:
            break
        root = mended
    return None, problems


_STAND_IN = {"text", "title", "name", "ability", "deck"}


def _faults(error: ValidationError) -> list[Any]:
    """Pydantic's errors, without those that call a list too short because its entries are wrong."""
    faults = error.errors(include_url=False)[:_MOST_FAULTS]
    within = {fault["loc"][:at] for fault in faults for at in range(len(fault["loc"]))}
    return [fault for fault in faults if not (fault["type"] == "too_short" and fault["loc"] in within)]


def _mended(root: Node, faults: Any, lost: list[Node]) -> Node | None:
    """The tree without what is wrong, with a stand-in for each missing text; None if all of it is wrong."""
    dropped: set[int] = set()
    added: dict[int, list[Scalar]] = {}
    for fault in faults:
        loc: Path = fault["loc"]
        node = nodes.trace(root, loc)[-1][1]
        if fault["type"] == "missing" and isinstance(node, Mapping) and loc[-1] in _STAND_IN:
            added.setdefault(id(node), []).append(Scalar(node.span, str(loc[-1])))
        elif node is root:
            return None
        else:
            dropped.add(id(node))
            lost.append(node)
    return _rebuilt(root, dropped, added)


def _rebuilt(node: Node, dropped: set[int], added: dict[int, list[Scalar]]) -> Node:
    match node:
        case Scalar():
            return node
        case Sequence():
            kept = [_rebuilt(item, dropped, added) for item in node.items if id(item) not in dropped]
            return replace(node, items=tuple(kept))
        case Mapping():
            sound = [(key, value) for key, value in node.entries if id(value) not in dropped]
            entries = [(key, _rebuilt(value, dropped, added)) for key, value in sound]
            entries += [(key, _stand_in(key)) for key in added.get(id(node), ())]
            return replace(node, entries=tuple(entries))


def _stand_in(key: Scalar) -> Node:
    text = Scalar(key.span, "…")
    return Mapping(key.span, ((replace(key, value="title"), text),)) if key.value == "deck" else text
