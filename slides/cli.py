"""The `slides` command: build, check, new, schema. Exit codes: 0 done, 1 problems, 2 wrong usage."""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from slides import __version__

if TYPE_CHECKING:
    from slides.source import Problem

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; prints to standard output, problems to standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows its escape
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    # A short-lived process that makes many small lasting objects: collecting less often saves 5 %.
    gc.set_threshold(1_000_000)
    try:
        result: int = options.run(options)
        return result
    except KeyboardInterrupt:
        print("stopped; what was there before is still there", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `slides schema | head`
        sys.stderr.close()
        return DONE
    except OSError as error:  # what is printed goes nowhere: a full disk, a closed terminal
        print(f"error: cannot print: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slides", description="One YAML spec → a road map (SVG, PNG, PDF) and a deck of editable slides."
    )
    parser.add_argument("--version", action="version", version=f"slides {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build deck and pictures of one or more specs")
    build.add_argument("specs", nargs="+", type=Path, metavar="SPEC")
    build.add_argument("-o", "--out", type=Path, default=Path("build"), help="folder for the files (build)")
    build.add_argument(
        "--only",
        action="append",
        choices=("pptx", "svg", "png", "pdf"),
        help="write this kind only; repeatable",
    )
    build.add_argument(
        "--rasteriser",
        choices=("resvg", "cairo"),
        default="resvg",
        help="what draws the PNG: resvg (the same on every machine) or CairoSVG (needs libcairo)",
    )
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="say what is wrong with specs, write nothing")
    check.add_argument("specs", nargs="+", type=Path, metavar="SPEC")
    check.set_defaults(run=_check)

    for command in (build, check):
        command.add_argument(
            "--engine",
            choices=("embedded", "system"),
            default="embedded",
            help="Graphviz built in (the default), or the `dot` of this machine",
        )

    new = commands.add_parser("new", help="write a commented starter spec")
    new.add_argument("spec", nargs="?", type=Path, default=Path("spec/roadmap.yaml"), metavar="SPEC")
    new.set_defaults(run=_new)

    schema = commands.add_parser("schema", help="print the JSON Schema of specs")
    schema.set_defaults(run=_schema)
    return parser


def _build(options: argparse.Namespace) -> int:
    from slides.build import FORMATS, OutputError, plan, rendered, save
    from slides.source import SpecError, visible
    from slides.spec.read import read_file

    twice = [name for name, count in Counter(spec.stem for spec in options.specs).items() if count > 1]
    if twice:
        print(f"slides: two specs would both be written to {visible(twice[0])}.pptx", file=sys.stderr)
        return USAGE
    formats = tuple(name for name in FORMATS if not options.only or name in options.only)
    failed = False
    for path in options.specs:
        start = time.perf_counter()
        if sys.stdout.isatty():
            print(f"building {visible(str(path))} …", flush=True)
        try:
            planned = plan(read_file(path), engine=options.engine)
            _report(planned.warnings)
            contents = rendered(planned, formats, rasteriser=options.rasteriser, beside=True)
            written = save(contents, path, options.out)
        except SpecError as error:
            _report(error.problems)
            failed = True
        except OutputError as error:
            print(f"error: {visible(str(error))}", file=sys.stderr)
            failed = True
        else:
            count = len(planned.deck.slides)
            seconds = time.perf_counter() - start
            print(f"{visible(str(path))}: {count} slides in {seconds:.1f} s")
            for target in written:
                print(f"  {visible(str(target))}  {target.stat().st_size / 1000:.0f} kB")
    return PROBLEMS if failed else DONE


def _check(options: argparse.Namespace) -> int:
    from slides.build import plan
    from slides.source import SpecError, visible
    from slides.spec.read import read_file

    failed = False
    for path in options.specs:
        try:
            planned = plan(read_file(path), engine=options.engine)
        except SpecError as error:
            _report(error.problems)
            failed = True
        else:
            _report(planned.warnings)
            print(f"{visible(str(path))}: no errors")
    return PROBLEMS if failed else DONE


def _new(options: argparse.Namespace) -> int:
    from slides.source import visible

    path: Path = options.spec
    starter = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    shown = visible(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter)
    except FileExistsError:
        print(f"error: {shown} is there already; name another file", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        print(f"error: cannot write {shown}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return PROBLEMS
    print(f"wrote {shown}; build it with: slides build {shown}")
    return DONE


def _schema(options: argparse.Namespace) -> int:
    from slides.spec.schema import schema_text

    print(schema_text(), end="")
    return DONE


def _report(problems: Sequence[Problem]) -> None:
    """Each problem with its line and caret; in colour where a terminal shows it."""
    from slides.source import render

    if not problems:
        return
    text = "\n".join(render(problem) for problem in problems)
    if sys.stderr.isatty():
        _coloured(text)
    else:
        print(text, file=sys.stderr)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    counted = [f"{n} {word}{'s' * (n > 1)}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    print(", ".join(counted), file=sys.stderr)


def _coloured(text: str) -> None:
    from rich.console import Console
    from rich.text import Text

    shown = Text(text)
    shown.highlight_regex(r"(?m)^[^\s][^\n]*?(?= error: | warning: )", "bold")
    shown.highlight_regex(r"\berror:", "bold red")
    shown.highlight_regex(r"\bwarning:", "bold yellow")
    shown.highlight_regex(r"(?m)^ +\| +\^+$", "red")
    shown.highlight_regex(r"(?m)^  hint:.*$", "green")
    Console(stderr=True, soft_wrap=True, highlight=False).print(shown)


if __name__ == "__main__":
    sys.exit(main())
