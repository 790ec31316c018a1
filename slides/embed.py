"""A picture of a spec for another document: the tree or a slide as SVG, and what to paste there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from slides import build, outputs
from slides.look.theme import Theme
from slides.scene import Group, Scene, texts
from slides.source import Problem, SpecError
from slides.spec.document import Document
from slides.spec.explain import suggestion
from slides.write.svg_fit import FRAME, Fit, Scheme, slug
from slides.write.xml import attribute, escape, number

Markup = Literal["html", "markdown", "rst"]
By = Literal["inline", "img", "object"]
TREE = "tree"
_LEGIBLE = 7.0  # px; a picture whose smallest letters would get smaller is scrolled instead
_PX = 4 / 3  # to the pt


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture and what it is called: `alt` in one sentence, `title` in a word or two.

    `warnings` are those of the whole spec. `name` starts all ids.
    """

    scene: Scene
    theme: Theme
    name: str
    fit: Fit
    title: str
    alt: str
    warnings: tuple[Problem, ...] = ()

    def svg(self) -> str:
        """The picture on its own."""
        return build.vector(self.scene, self.theme, self.name, self.fit).decode()

    def pdf(self) -> bytes:
        """The picture as a PDF of its size, for documents that take no SVG."""
        from slides.look import fonts

        with fonts.using(self.theme.families):
            return build.drawn(self.scene, self.theme, "pdf")

    def fitted(
        self, *, name: str | None = None, scheme: Scheme = "auto", width: float | None = None
    ) -> Embedded:
        """The picture under another name, in fixed colours or of fixed width (px)."""
        fit = replace(self.fit, scheme=scheme, width=width)
        return replace(self, name=slug(name) if name else self.name, fit=fit)

    def described(self, alt: str) -> Embedded:
        """The picture with other words for those who do not see it; without any, as it is."""
        words = _line(alt)
        return replace(self, alt=words, scene=replace(self.scene, title=words)) if words else self

    def linked(self, links: Callable[[str], str]) -> Embedded:
        """The picture with its links as they are seen from another document."""
        return replace(self, fit=replace(self.fit, links=links))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in px: those asked for, else the picture's own."""
        width = self.fit.width or self.scene.width * _PX
        return width, width * self.scene.height / self.scene.width


def picture(document: Document, what: str = TREE, folder: Path | None = None) -> Embedded:
    """The tree of a spec, or the slide that `what` names; files beside the spec are read from `folder`.

    Raises SpecError with everything that is wrong, also where there is no such slide.
    """
    planned = build.plan(document, formats=("svg",) if what == TREE else build.FORMATS, folder=folder)
    name = planned.name
    if what == TREE:
        if planned.tree is None:
            hint = f"name one of its slides: {', '.join(slide.id for slide in planned.deck.slides)}"
            raise SpecError([Problem("no-such-picture", "the spec has no road map to show", None, hint)])
        said = next((item.alt for item in planned.tree.items if isinstance(item, Group)), "")
        tree, fit = planned.tree, planned.fit
        return Embedded(tree, planned.theme, name, fit, tree.title, _line(said), planned.warnings)
    slides = {slide.id: slide.scene for slide in planned.deck.slides}
    if what not in slides:
        message = f'no slide "{what}" in the deck'
        raise SpecError([Problem("no-such-picture", message, None, suggestion(what, slides))])
    scene = slides[what]
    said = scene.title if not scene.desc else f"{scene.title}: {scene.desc.splitlines()[0]}"
    fit = replace(planned.fit, tips={})
    return Embedded(
        scene, planned.theme, slug(f"{name} {what}"), fit, scene.title, _line(said), planned.warnings
    )


def snippet(shown: Embedded, markup: Markup, by: By, *, src: str, caption: str = "", alt: str = "") -> str:
    """What to paste into a document: the picture itself, or a reference to the file at `src`. Pure."""
    shown = shown.described(alt)
    if markup == "html" or by != "img":
        found = html(shown, by, src=src, caption=caption)
        return f".. raw:: html\n\n{_indented(found)}" if markup == "rst" else found
    if markup == "markdown":
        said = re.sub(r"([\\\[\]])", r"\\\1", shown.alt)
        return f"![{said}](<{src}>)\n" + (f"\n*{_line(caption)}*\n" if caption else "")
    width = f"   :width: {number(shown.fit.width)}px\n" if shown.fit.width else ""
    below = f"\n   {_line(caption)}\n" if caption else ""
    return f".. figure:: {src}\n   :alt: {shown.alt}\n{width}{below}"


def html(shown: Embedded, by: By = "inline", *, src: str = "", caption: str = "") -> str:
    """A `<figure>` without an empty line, so that Markdown takes it as one block.

    On a narrow screen an inlined picture is scrolled before its letters get too small to read.
    """
    wide, high = (round(side) for side in shown.size)
    said, link = attribute(shown.alt), attribute(src)
    if by == "inline":
        content = scrolled(shown)
    elif by == "img":
        style = "max-width:100%;height:auto"
        content = f'<img src="{link}" alt="{said}" width="{wide}" height="{high}" style="{style}">\n'
    else:
        style = f"display:block;width:100%;max-width:{wide}px;aspect-ratio:{wide}/{high};margin:0 auto"
        kind = f'type="image/svg+xml" aria-label="{said}" style="{style}"'
        content = f'<object data="{link}" {kind}><a href="{link}">{said}</a></object>\n'
    words = f"<figcaption>{escape(caption)}</figcaption>\n" if caption else ""
    return f'<figure class="slides-figure" style="width:auto">\n{content}{words}</figure>\n'


def scrolled(shown: Embedded) -> str:
    """The picture in a frame that is scrolled where the page is narrow."""
    drawn = re.sub(r"\n\s*\n", "\n", shown.svg())
    least = _least_width(shown)
    focus = (
        "" if "<a " in drawn else f' tabindex="0" role="region" aria-label="{attribute(_line(shown.title))}"'
    )
    return (
        f'<div class="{FRAME}" style="overflow-x:auto"{focus}>\n<div style="min-width:{number(least)}px">\n'
        f"{drawn}</div>\n</div>\n"
    )


def _least_width(shown: Embedded) -> float:
    """The px at which the smallest letters can still be read, no more than the picture is wide."""
    sizes = [
        piece.run.size
        for text in texts(shown.scene.items)
        for line in text.lines
        for piece in line.pieces
        if not piece.run.raised
    ]
    least = shown.scene.width * _LEGIBLE / min(sizes) if sizes else 0.0
    return round(min(least, shown.size[0]))


def save(shown: Embedded, path: Path) -> None:
    """Write the SVG to `path`, whole or not at all; raises OutputError."""
    # The stem of a name with any ending is the name; that of the spec is another.
    outputs.save({path.suffix[1:]: shown.svg().encode()}, Path(f"{path.stem}.picture"), path.parent)


def seen(href: str, folder: Path, there: Path) -> str:
    """An address that is meant from `folder`, as it is from the folder `there`; those of the web stay.

    >>> seen("b.md#top", Path("docs/a"), Path("docs")), seen("https://example.org/", Path("a"), Path("b"))
    ('a/b.md#top', 'https://example.org/')
    """
    if not is_path(href):
        return href
    path = re.split("[?#]", href)[0]
    return Path(os.path.relpath(folder / path, there)).as_posix() + href[len(path) :]


def is_path(href: str) -> bool:
    """The address says where a file lies from here.

    >>> is_path("b.md#top"), is_path("#top"), is_path("mailto:a@example.org"), is_path("/b.md")
    (True, False, False, False)
    """
    return re.match(r"(?!/)[^?#:/]+(/|[?#]|$)", href) is not None


def _line(text: str) -> str:
    return " ".join(text.split())


def _indented(text: str) -> str:
    return "".join(f"   {line}" for line in text.splitlines(keepends=True))
