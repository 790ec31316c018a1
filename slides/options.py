"""What each command takes: its arguments and options, each said once; `completion.py` reads them here too."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from slides import __version__, usage

SHELLS = ("bash", "zsh", "fish")

_DESCRIPTION = "One YAML spec → a road map (SVG, PNG, PDF) and a deck of editable slides."
_FIRST_STEPS = """\
first steps:
  slides new talk.yaml       write a commented spec to start from
  slides watch talk.yaml     see its slides in a browser while you write
  slides build talk.yaml     write deck and pictures into build/
  slides build notes.md      the same from Markdown notes

slides COMMAND --help lists the options of a command.
exit codes: 0 done, 1 problems in a file, 2 wrong usage
"""


def parser() -> usage.Parser:
    """The parser of the whole command line; what it returns names the `command` and holds its options."""
    every = usage.Parser(
        prog="slides",
        description=_DESCRIPTION,
        epilog=_FIRST_STEPS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    every.add_argument("--version", action="version", version=f"slides {__version__}")
    commands = every.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (said, add) in _COMMANDS.items():
        add(commands.add_parser(name, help=said))
    return every


_SPEC = "a spec in YAML, or a note in Markdown (.md)"


def _build(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    _specs(command)
    option("-o", "--out", type=Path, default=Path("build"), metavar="FOLDER", help="where to write (build)")
    option(
        "--only",
        action="append",
        choices=("pptx", "svg", "png", "pdf"),
        help="write this kind only; repeatable",
    )
    option(
        "--rasteriser",
        choices=("resvg", "cairo"),
        default="resvg",
        help="what draws the PNG: resvg (the same on every machine) or CairoSVG (needs libcairo)",
    )
    option(
        "--html", action="store_true", help="also write the deck as one HTML page to present from a browser"
    )
    option("--pdf", action="store_true", help="also write slides and a hand-out with notes as PDF")
    _svg(command)
    _checking(command)
    _fetching(command)


def _embed(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
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
    option("-o", "--out", type=usage.svg, metavar="SVG", help="also write the SVG to this file")
    option(
        "--src",
        type=usage.address,
        help="address of the SVG in the page (default: the way to the file of -o)",
    )
    option("--page", type=Path, help="the file that it is pasted into: addresses are seen from its folder")
    option(
        "--what", default="tree", metavar="ID", help="tree (the default), or the id of a slide, as summary"
    )
    option("--caption", default="", help="words below the picture")
    option("--alt", default="", help="the picture in a sentence (default: one made from the spec)")
    option("--id", metavar="NAME", help="what ids start with (default: the spec's name)")
    _svg(command)


def _check(command: argparse.ArgumentParser) -> None:
    _specs(command)
    _checking(command)
    _fetching(command)


def _watch(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    option("spec", type=Path, metavar="SPEC", help=_SPEC)
    option("--port", type=usage.port, default=0, metavar="N", help="port on 127.0.0.1 (0: any that is free)")
    option("--no-open", action="store_true", help="do not open a browser")
    option("-o", "--out", type=Path, metavar="FOLDER", help="also write deck and pictures there on each save")
    _fetching(command)


def _import(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    option("note", type=Path, metavar="NOTE", help="a note in Markdown")
    option("-o", "--out", type=Path, metavar="SPEC", help="the spec (default: standard output)")
    option("--force", action="store_true", help="write over a spec that is there already")
    option("--plain", action="store_true", help="sections only: take nothing for a road map")
    _fetching(command, "; `import` keeps them beside the spec")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "spec",
        nargs="?",
        type=Path,
        default=Path("spec/roadmap.yaml"),
        metavar="SPEC",
        help="the file to write (spec/roadmap.yaml)",
    )


def _explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", nargs="?", metavar="CODE", help="as in brackets: unknown-key")


def _completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")


def _schema(command: argparse.ArgumentParser) -> None:
    """It takes nothing."""


def _specs(command: argparse.ArgumentParser) -> None:
    command.add_argument("specs", nargs="+", type=Path, metavar="SPEC", help=_SPEC)


def _svg(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--svg-theme",
        choices=("auto", "light", "dark"),
        default="auto",
        help="colours of the SVG: as the reader has it (auto), or always the same",
    )
    command.add_argument(
        "--svg-width",
        type=usage.width,
        metavar="PX",
        help="width of the SVG (default: as wide as there is room, up to its own size)",
    )


def _checking(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    option(
        "--engine",
        choices=("embedded", "system"),
        default="embedded",
        help="Graphviz built in (the default), or the `dot` of this machine",
    )
    option(
        "-j",
        "--jobs",
        type=usage.count,
        default=1,
        metavar="N",
        help="N specs at a time; 0: one a processor",
    )
    option(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="how problems are told: for people (the default), or for other programs on standard output",
    )
    option("--strict", action="store_true", help="take warnings for errors: exit code 1, nothing is written")


def _fetching(command: argparse.ArgumentParser, more: str = "") -> None:
    said = "fetch pictures on the web, from public addresses alone"
    command.add_argument("--fetch-images", action="store_true", help=said + more)


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "build": ("build deck and pictures of one or more specs", _build),
    "embed": ("print HTML, Markdown or reST that shows the road map in another document", _embed),
    "check": ("say what is wrong with specs, write nothing", _check),
    "watch": ("show the slides in a browser, anew on each save of the spec", _watch),
    "import": ("write the spec that a note in Markdown stands for", _import),
    "new": ("write a commented starter spec", _new),
    "explain": ("say what the code of a problem means, or list all codes", _explain),
    "completion": ("print the script that completes commands in a shell", _completion),
    "schema": ("print the JSON Schema of specs", _schema),
}
