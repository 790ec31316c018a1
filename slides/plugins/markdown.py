"""For Python-Markdown: fences named `roadmap` or `slides` become the pictures of their specs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from slides import embed
from slides.plugins.fences import asked, fences
from slides.plugins.wanted import Place, Shown, Wanted, shown
from slides.source import Problem, SpecError, render
from slides.write.svg_fit import Scheme
from slides.write.xml import Names, escape

log = logging.getLogger("slides")


@dataclass(frozen=True, slots=True)
class Host:
    """A page that is being made: `offset` lines of its file stand above its text.

    `links` turns an address, seen from a folder, into one seen from the page. `tell` hears of problems.
    """

    place: Place
    offset: int = 0
    theme: Scheme = "auto"
    links: Callable[[str, Path], str] = lambda href, folder: href
    tell: Callable[[Problem], None] = lambda problem: log.warning(render(problem))
    names: Names = field(default_factory=Names)

    def html(self, request: Callable[[], Wanted]) -> str:
        """The figure for a request, or what is wrong with it: in the page, and told."""
        try:
            wanted = request()
            found = shown(wanted, self.place)
        except SpecError as error:
            for problem in error.problems:
                self.tell(problem)
            return mistake(error.problems)
        for problem in found.picture.warnings:
            self.tell(problem)
        return embed.html(self._fitted(found, wanted), caption=wanted.caption)

    def _fitted(self, found: Shown, wanted: Wanted) -> embed.Embedded:
        fitted = found.picture.fitted(
            name=self.names.take(found.picture.name), scheme=wanted.theme or self.theme, width=wanted.width
        )
        return fitted.described(wanted.alt).linked(lambda href: self.links(href, found.folder))


def mistake(problems: Sequence[Problem]) -> str:
    """The problems as a remark in the page, for whoever looks at it while writing."""
    said = escape("\n".join(render(problem) for problem in problems)).replace("\n\n", "\n")
    title = '<p class="admonition-title">This picture cannot be shown</p>'
    return f'<div class="admonition danger">\n{title}\n<pre>{said}</pre>\n</div>\n'


class _Fences(Preprocessor):
    def __init__(self, md: Markdown, host: Callable[[Sequence[str]], Host]) -> None:
        super().__init__(md)
        self._host = host

    def run(self, lines: list[str]) -> list[str]:
        found = fences(lines)
        if not found:
            return lines
        host = self._host(lines)
        parts: list[str] = []
        done = 0
        for fence in found:
            html = host.html(partial(asked, lines, fence, host.place, host.offset))
            stashed = self.md.htmlStash.store(html)
            parts += [*lines[done : fence.start], "", f"{fence.indent}{stashed}", ""]
            done = fence.end
        return [*parts, *lines[done:]]


class RoadmapExtension(Extension):
    """The extension `slides.plugins.markdown`. `host` says which page is being made, by its lines."""

    def __init__(self, host: Callable[[Sequence[str]], Host] | None = None, **options: Any) -> None:
        self.config = {
            "folder": [".", "The folder of the page: files of specs are named and read from there only."],
            "theme": ["auto", "Colours: auto, light or dark."],
        }
        super().__init__(**options)
        self._host = host

    def extendMarkdown(self, md: Markdown) -> None:
        """Before fences of code are looked for (25), after tabs have become blanks (30)."""
        md.preprocessors.register(_Fences(md, self._host or self._plain), "roadmap-slides", 28)

    def _plain(self, lines: Sequence[str]) -> Host:
        folder = Path(self.getConfig("folder"))
        return Host(Place(folder / "page.md", "page.md", (folder,)), theme=self.getConfig("theme"))


def makeExtension(**options: Any) -> RoadmapExtension:
    """What Python-Markdown calls by the module's name."""
    return RoadmapExtension(**options)
