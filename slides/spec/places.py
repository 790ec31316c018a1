"""Where in its file a spec says what a slide shows."""

from __future__ import annotations

import re

from slides.inline import plain_text
from slides.source import Span
from slides.spec import sections
from slides.spec.document import Document
from slides.spec.nodes import Path
from slides.spec.texts import texts


def place(document: Document, slide: str, item: str = "", words: str = "") -> Span:
    """The place behind an item of a slide, both by id (`item` as SVG and Scene have it, or as an XML id).

    `words` are those of the line that was pointed at: they tell the points, cells and paragraphs of a
    part from each other. Where nothing closer is known, it is the place of the slide's part of the spec,
    of the deck at last.
    """
    if found := _of_item(document, item):
        return document.span(*found)
    part = _of_slide(document, slide)
    return document.span(*(_of_words(document, part, words) or part))


def _of_words(document: Document, part: Path, words: str) -> Path:
    """The text within `part` that a line of a slide stands in, or most of its words."""
    wanted = _bare(words)
    if not wanted:
        return ()
    here = [
        (path, _bare(plain_text(text))) for path, text in texts(document.spec) if path[: len(part)] == part
    ]
    whole = (path for path, text in here if wanted in text)
    held = ((len(text), path) for path, text in here if len(text) > 2 and text in wanted)
    return next(whole, max(held, default=(0, ()))[1])


def _bare(words: str) -> str:
    """Letters and digits alone: a line of a slide has marks that its text has not."""
    return re.sub(r"[\W_]+", "", words).casefold()


def _of_item(document: Document, item: str) -> Path:
    roadmap = document.spec.roadmap
    if roadmap is None or not item:
        return ()
    names: dict[str, Path] = {model.id: ("roadmap", "models", at) for at, model in enumerate(roadmap.models)}
    first = item.partition("/")[0]
    if first in names:
        return names[first]
    if step := re.match(r"(?:method|step)[/-](\d+)", item):
        return ("roadmap", "steps", int(step[1])) if int(step[1]) < len(roadmap.steps) else ()
    if caveat := re.match(r"caveat-(\d+)", item):
        at = int(caveat[1]) - 1
        return ("roadmap", "caveats", at) if 0 <= at < len(roadmap.caveats) else ()
    longest = max((name for name in names if re.match(rf"{re.escape(name)}(-|$)", item)), key=len, default="")
    return names.get(longest, ())


def _of_slide(document: Document, slide: str) -> Path:
    spec = document.spec
    if spec.roadmap:
        for at, model in enumerate(spec.roadmap.models):
            if slide == f"model-{model.id}":
                return ("roadmap", "models", at)
        if found := re.fullmatch(r"caveat-(\d+)", slide):
            at = int(found[1]) - 1
            return ("roadmap", "caveats", at) if 0 <= at < len(spec.roadmap.caveats) else ("roadmap",)
    named = {name: path for path, name in sections.names(spec).items()}
    for name in (slide, re.sub(r"[-.]\d+$", "", slide)):
        if name in named:
            return named[name]
        if name in sections.PARTS:
            return (name,)
    return {"caveats": ("roadmap", "caveats"), "changes": ("abilities",)}.get(slide.split("-")[0], ("deck",))
