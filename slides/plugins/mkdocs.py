"""For MkDocs: fences show the pictures of specs; these are watched, and mistakes fail `--strict`."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from slides import embed
from slides.plugins.markdown import Host, RoadmapExtension
from slides.plugins.wanted import Place
from slides.source import Problem, render
from slides.write.svg_fit import SCHEMES

log = get_plugin_logger("roadmap-slides")
_ALWAYS_LIGHT = (
    "readthedocs",
)  # themes without a dark side: a picture that follows the reader would be alone


class Options(Config):  # type: ignore[no-untyped-call]
    """`folders`: whence, beside the documentation itself, specs may be read; seen from mkdocs.yml."""

    theme = config_options.Choice((*SCHEMES,), default="auto")
    folders = config_options.ListOfItems(config_options.Dir(exists=True), default=[])


class RoadmapPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The plugin `roadmap-slides`."""

    _site: MkDocsConfig
    _page: tuple[Page, Files, int] | None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The fences are the business of an extension, which asks here for the page being made."""
        self._site = config
        self._page = None
        config.markdown_extensions.append(RoadmapExtension(self._host))  # type: ignore[arg-type]
        return config

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Remember which page comes next."""
        self._page = page, files, _above(page, markdown)

    def on_serve(self, server: LiveReloadServer, /, **_: object) -> LiveReloadServer:
        """The documentation is watched anyway."""
        for folder in self.config.folders:
            server.watch(folder)
        return server

    def _host(self, lines: Sequence[str]) -> Host:
        docs = Path(self._site.docs_dir)
        roots = (docs, *map(Path, self.config.folders))
        theme = self.config.theme
        if theme == "auto" and self._site.theme.name in _ALWAYS_LIGHT:
            theme = "light"
        if self._page is None:
            return Host(Place(docs / "page.md", "page.md", roots), theme=theme, tell=_tell)
        page, files, above = self._page
        return Host(
            Place(docs / page.file.src_uri, page.file.src_uri, roots),
            above,
            theme,
            lambda href, folder: _link(href, folder, docs=docs, page=page, files=files),
            _tell,
        )


def _tell(problem: Problem) -> None:
    log.log(logging.WARNING if problem.severity == "error" else logging.INFO, render(problem))


def _above(page: Page, markdown: str) -> int:
    """The lines of a page's file that stand above its text: its front matter."""
    whole = page.file.content_string
    at = whole.rfind(markdown)
    if at < 0:  # another plugin has been at it
        at = len(whole) - len(get_data(whole)[0])
    return whole.count("\n", 0, at)


def _link(href: str, folder: Path, *, docs: Path, page: Page, files: Files) -> str:
    """An address that a spec in `folder` means, as it is from the page: pages by their addresses."""
    if not embed.is_path(href):
        return href
    path = re.split("[?#]", href)[0]
    name = Path(os.path.relpath(folder / unquote(path), docs)).as_posix()
    target = files.get_file_from_path(name)
    url = target.url_relative_to(page.file) if target else get_relative_url(quote(name), page.url)
    return url + href[len(path) :]
