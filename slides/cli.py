"""The `slides` command: build, check, import, new, schema. Exit codes: 0 done, 1 problems, 2 wrong usage."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slides import __version__

if TYPE_CHECKING:
    from slides.source import Problem
    from slides.watch import Show, Watcher

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
    build.add_argument(
        "--html", action="store_true", help="also write the deck as one HTML page to present from a browser"
    )
    build.add_argument(
        "--pdf", action="store_true", help="also write slides and a hand-out with notes as PDF"
    )
    build.add_argument(
        "-j",
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="build N specs at a time; 0: one a processor",
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

    watch = commands.add_parser("watch", help="show the slides in a browser, anew on each save of the spec")
    watch.add_argument("spec", type=Path, metavar="SPEC")
    watch.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (0: any that is free)")
    watch.add_argument("--no-open", action="store_true", help="do not open a browser")
    watch.add_argument("-o", "--out", type=Path, help="also write deck and pictures there on each save")
    watch.set_defaults(run=_watch)

    take = commands.add_parser("import", help="write the spec that a note in Markdown stands for")
    take.add_argument("note", type=Path, metavar="NOTE")
    take.add_argument("-o", "--out", type=Path, help="the spec (default: standard output)")
    take.add_argument("--force", action="store_true", help="write over a spec that is there already")
    take.set_defaults(run=_import)

    new = commands.add_parser("new", help="write a commented starter spec")
    new.add_argument("spec", nargs="?", type=Path, default=Path("spec/roadmap.yaml"), metavar="SPEC")
    new.set_defaults(run=_new)

    schema = commands.add_parser("schema", help="print the JSON Schema of specs")
    schema.set_defaults(run=_schema)
    return parser


def _count(text: str) -> int:
    """How many processes: 0 is as many as this one may use."""
    count = int(text)
    if count < 0:
        raise ValueError
    usable = getattr(os, "sched_getaffinity", None)
    return count or (len(usable(0)) if usable else os.cpu_count() or 1)


_count.__name__ = "number"  # what argparse calls it


def _build(options: argparse.Namespace) -> int:
    from slides import batch, build
    from slides.source import visible

    twice = [name for name, count in Counter(spec.stem for spec in options.specs).items() if count > 1]
    if twice:
        print(f"slides: two specs would both be written to {visible(twice[0])}.pptx", file=sys.stderr)
        return USAGE
    formats = tuple(name for name in build.FORMATS if not options.only or name in options.only)
    formats += ("html",) * options.html + ("slides.pdf", "handout.pdf") * options.pdf
    job = batch.Job(options.out, formats, options.engine, options.rasteriser)
    failed = 0
    _announce(options.specs[0])
    for number, done in enumerate(batch.every(options.specs, job, options.jobs), start=1):
        count = f"[{number}/{len(options.specs)}] " if len(options.specs) > 1 else ""
        _report(done.problems)
        failed += done.failed
        if done.error:
            print(f"error: {visible(done.error)}", file=sys.stderr)
        if not done.failed:
            print(
                f"{count}{visible(str(done.path))}: {done.slides} slides in {done.seconds:.1f} s", flush=True
            )
            for target in done.written:
                print(f"  {visible(str(target))}  {target.stat().st_size / 1000:.0f} kB")
        if options.jobs < 2 and number < len(options.specs):
            _announce(options.specs[number])
    if failed and len(options.specs) > 1:
        print(f"{failed} of {len(options.specs)} specs were not built", file=sys.stderr)
    return PROBLEMS if failed else DONE


def _announce(path: Path) -> None:
    """Somebody who watches wants to know what takes its time."""
    from slides.source import visible

    if sys.stdout.isatty():
        print(f"building {visible(str(path))} …", flush=True)


def _check(options: argparse.Namespace) -> int:
    from slides.build import plan
    from slides.markdown.file import read_file
    from slides.source import SpecError, visible

    failed = False
    for path in options.specs:
        try:
            planned = plan(read_file(path), engine=options.engine, folder=path.parent)
        except SpecError as error:
            _report(error.problems)
            failed = True
        else:
            _report(planned.warnings)
            print(f"{visible(str(path))}: no errors")
    return PROBLEMS if failed else DONE


def _watch(options: argparse.Namespace) -> int:
    import threading
    import webbrowser

    from slides import watch
    from slides.source import visible

    if not options.spec.is_file():
        print(f"error: cannot read {visible(str(options.spec))}: no such file", file=sys.stderr)
        return PROBLEMS
    watcher = watch.Watcher(options.spec, watch.Outputs(options.out) if options.out else None)
    tell = partial(_tell, watcher)
    try:
        server = watch.server(watcher, options.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        print(f"error: cannot serve on port {options.port}: {reason.lower()}", file=sys.stderr)
        return PROBLEMS
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"watching {visible(str(options.spec))}: {address} (stop with Ctrl+C)", flush=True)
    tell(watcher.show)
    if not options.no_open:
        webbrowser.open(address)
    try:
        watch.follow(watcher, threading.Event(), tell)
    finally:
        watcher.end()
        server.shutdown()
    return DONE


def _tell(watcher: Watcher, show: Show) -> None:
    from slides.build import OutputError
    from slides.source import visible

    if show.problems:
        print(show.problems, file=sys.stderr)
    print(f"{len(show.pages)} slides" + (", those of before the mistake" if show.stale else ""), flush=True)
    try:
        written = watcher.save()
    except OutputError as error:
        print(f"error: {visible(str(error))}", file=sys.stderr)
        return
    if written:
        print(f"wrote {', '.join(visible(str(target)) for target in written)}", flush=True)


def _import(options: argparse.Namespace) -> int:
    from slides.markdown import file
    from slides.source import SpecError

    try:
        text, problems = file.imported(options.note, options.out)
    except SpecError as error:
        _report(error.problems)
        return PROBLEMS
    _report(problems)
    if options.out is None:
        print(text, end="")
        return DONE
    return _put(options.out, text, "name another file, or add --force", replace=options.force)


def _new(options: argparse.Namespace) -> int:
    starter = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    return _put(options.spec, starter, "name another file")


def _put(path: Path, text: str, remedy: str, *, replace: bool = False) -> int:
    """Write a spec to go on with; one that is there already is replaced only where that is asked for."""
    from slides.source import visible

    shown = visible(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            path.unlink(missing_ok=True)  # a link is not followed
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        print(f"error: {shown} is there already; {remedy}", file=sys.stderr)
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
    shown.highlight_regex(r"(?m)^[^\s][^\n]*?(?= error\[| warning\[)", "bold")
    shown.highlight_regex(r"\berror(\[[a-z-]+\])?:", "bold red")
    shown.highlight_regex(r"\bwarning(\[[a-z-]+\])?:", "bold yellow")
    shown.highlight_regex(r"(?m)^ +\| +\^+$", "red")
    shown.highlight_regex(r"(?m)^  hint:.*$", "green")
    Console(stderr=True, soft_wrap=True, highlight=False).print(shown)


if __name__ == "__main__":
    sys.exit(main())
