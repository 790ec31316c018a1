"""The parser of the command line, whose complaints name a remedy; values that it checks."""

from __future__ import annotations

import argparse
import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from slides.source import visible


class Parser(argparse.ArgumentParser):
    """As argparse's, but wrong usage is explained: the nearest command or option is named."""

    def error(self, message: str) -> NoReturn:
        if message.endswith("required: COMMAND"):  # `slides` alone asks what there is
            self.print_help(sys.stderr)
            self.exit(2)
        said, hint = _explained(message, self)
        usage = "" if hint else self.format_usage()
        self.exit(
            2,
            f"{usage}{self.prog}: error: {visible(said)}\n" + (f"  hint: {visible(hint)}\n" if hint else ""),
        )


def _explained(message: str, parser: argparse.ArgumentParser) -> tuple[str, str | None]:
    """What argparse says, in other words where a remedy is known."""
    if found := re.match(r"argument COMMAND: invalid choice: '(.*?)' \(", message):
        return f'there is no command "{found[1]}"', _meant_command(found[1], commands(parser))
    if found := re.match(r"argument (.*?): invalid choice: '(.*?)' \(choose from (.*)\)", message):
        known = re.findall(r"[\w.-]+", found[3])
        return f'{found[1]} cannot be "{found[2]}"', _listed(found[2], known)
    if found := re.match(r"unrecognized arguments: (\S+)", message):
        near = _nearest(found[1].partition("=")[0], _options(parser))
        said = f'"{found[1]}" is {"no option" if found[1].startswith("-") else "too much"} here'
        return said, f"did you mean {near}?" if near else _help(parser)
    if found := re.match(r"the following arguments are required: (.*)", message):
        return f"{found[1]} is missing", _help(parser)
    return message, None


def _meant_command(word: str, known: dict[str, argparse.ArgumentParser]) -> str:
    if re.search(r"\.(ya?ml|md|markdown)$", word, re.IGNORECASE):
        return f"write what to do with it, as in: slides build {word}"
    return _listed(word, list(known))


def _listed(word: str, known: list[str]) -> str:
    near = _nearest(word, known)
    listed = f"there are: {', '.join(known)}"
    return f'did you mean "{near}"? {listed}' if near else listed


def _nearest(word: str, known: list[str]) -> str | None:
    return next(iter(get_close_matches(word[:100], known, n=1, cutoff=0.6)), None)


def _help(parser: argparse.ArgumentParser) -> str:
    return f"{parser.prog} --help shows how"


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands by name."""
    return {
        name: one
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, one in action.choices.items()
    }


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return list(dict.fromkeys(_every_option(parser)))


def _every_option(parser: argparse.ArgumentParser) -> Iterator[str]:
    for one in (parser, *commands(parser).values()):
        for action in one._actions:
            yield from action.option_strings


def count(text: str) -> int:
    """How many processes: 0 is as many as this one may use."""
    found = _number(text)
    if found < 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of processes')
    usable = getattr(os, "sched_getaffinity", None)
    return found or (len(usable(0)) if usable else os.cpu_count() or 1)


def port(text: str) -> int:
    """A port to listen on; 0 is any that is free."""
    found = _number(text)
    if not 0 <= found <= 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port: ports are numbers from 0 to 65535')
    return found


def width(text: str) -> int:
    """The width of a picture in px."""
    found = _number(text)
    if not 1 <= found <= 32_000:
        raise argparse.ArgumentTypeError(f'"{text}" is no width: widths are numbers from 1 to 32,000')
    return found


def svg(text: str) -> Path:
    """A file that an SVG is written to."""
    path = Path(text)
    if path.suffix.lower() != ".svg":
        raise argparse.ArgumentTypeError(f'"{text}" does not end in .svg')
    return path


def address(text: str) -> str:
    """Where a page finds a picture: on the web, or by a path."""
    if re.match(r"(?!https?:)[^/?#]*:", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f'"{text}" is neither a web address nor a path')
    return text


def expanded(paths: Iterable[Path]) -> list[Path]:
    """The files, with those that a pattern stands for where the shell has left it as it is (Windows)."""
    found: list[Path] = []
    for path in paths:
        is_pattern = glob.has_magic(str(path)) and not path.exists()
        found += [Path(name) for name in sorted(glob.glob(str(path), recursive=True))] if is_pattern else []
        found += [] if is_pattern and found else [path]
    return found


def _number(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number')
    return int(text)
