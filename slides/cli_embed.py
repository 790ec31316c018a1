"""`slides embed`: what to paste into a page so that it shows a spec's road map, or one of its slides."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def run(options: argparse.Namespace) -> tuple[str, tuple[Any, ...]]:
    """The snippet and the warnings of the spec; writes the file that is asked for.

    Raises SpecError with what is wrong with the spec, OutputError where the file cannot be written.
    """
    from slides import embed
    from slides.markdown.file import read_file

    by: embed.By = options.by or ("inline" if options.markup == "html" else "img")
    home = options.spec.parent
    shown = embed.picture(read_file(options.spec), options.what, home)
    shown = shown.fitted(name=options.id, scheme=options.svg_theme, width=options.svg_width)
    if options.out:
        embed.save(shown, options.out)
    there = options.page.parent if options.page else None
    if there:
        shown = shown.linked(lambda href: embed.seen(href, home, there))
    file = options.out or Path(f"{options.spec.stem}.svg")
    src = options.src or (embed.seen(file.as_posix(), Path(), there) if there else file.as_posix())
    said = embed.snippet(
        shown, options.markup, by, src=_quoted(src), caption=options.caption, alt=options.alt
    )
    return said, shown.warnings


def _quoted(src: str) -> str:
    """The address with what Markdown, reST and HTML could take for something else percent-encoded."""
    from urllib.parse import quote

    return quote(src, safe="/:?#&=%~+,;@!*-._")
