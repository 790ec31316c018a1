"""`slides embed`: what to paste into a page so that it shows a spec's road map, or one of its slides."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any


def add(commands: Any) -> argparse.ArgumentParser:
    """The command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "embed", help="print HTML, Markdown or reST that shows the road map in another document"
    )
    option = parser.add_argument
    option("spec", type=Path, metavar="SPEC")
    option(
        "--as",
        dest="markup",
        choices=("html", "markdown", "rst"),
        default="html",
        help="what to print (html)",
    )
    option(
        "--by",
        choices=("inline", "img", "object"),
        help="the SVG itself, or a reference to its file (default: html inline, the others img)",
    )
    option("-o", "--out", type=_svg, metavar="SVG", help="also write the SVG to this file")
    option("--src", type=_address, help="address of the SVG in the page (default: the way to the file of -o)")
    option("--page", type=Path, help="the file that it is pasted into: addresses are seen from its folder")
    option(
        "--what", default="tree", metavar="ID", help="tree (the default), or the id of a slide, as summary"
    )
    option("--caption", default="", help="words below the picture")
    option("--alt", default="", help="the picture in a sentence (default: one made from the spec)")
    option("--id", metavar="NAME", help="what ids start with (default: the spec's name)")
    return parser


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


def _svg(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".svg":
        raise argparse.ArgumentTypeError(f'"{text}" does not end in .svg')
    return path


def _address(text: str) -> str:
    if re.match(r"(?!https?:)[^/?#]*:", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f'"{text}" is neither a web address nor a path')
    return text


def _quoted(src: str) -> str:
    """The address with what Markdown, reST and HTML could take for something else percent-encoded."""
    from urllib.parse import quote

    return quote(src, safe="/:?#&=%~+,;@!*-._")
