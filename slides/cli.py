"""The `slides` command: what each of its commands does. Exit codes: 0 done, 1 problems, 2 wrong usage."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slides import cli_embed, terminal, usage
from slides.options import parser

if TYPE_CHECKING:
    from slides.batch import Job
    from slides.watch import Show, Watcher

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; prints to standard output, problems to standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows its escape
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    if "specs" in options:
        options.specs = usage.expanded(options.specs)
    # A short-lived process that makes many small lasting objects: collecting less often saves 5 %.
    gc.set_threshold(1_000_000)
    try:
        return _COMMANDS[options.command](options)
    except KeyboardInterrupt:
        print("stopped; what was there before is still there", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `slides schema | head`
        sys.stderr.close()
        return DONE
    except OSError as error:  # what is printed goes nowhere: a full disk, a closed terminal
        print(f"error: cannot print: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return PROBLEMS


def _build(options: argparse.Namespace) -> int:
    from slides import batch, build

    twice = [name for name, count in Counter(spec.stem for spec in options.specs).items() if count > 1]
    if twice:
        terminal.complaint(
            f"two specs would both be written to {twice[0]}.pptx", "build them one by one, with -o"
        )
        return USAGE
    formats = tuple(name for name in build.FORMATS if not options.only or name in options.only)
    formats += ("html",) * options.html + ("slides.pdf", "handout.pdf") * options.pdf
    return _every(
        options,
        batch.Job(
            options.out,
            formats,
            options.engine,
            options.rasteriser,
            strict=options.strict,
            scheme=options.svg_theme,
            svg_width=options.svg_width,
            fetch=options.fetch_images,
        ),
    )


def _check(options: argparse.Namespace) -> int:
    from slides import batch

    job = batch.Job(None, engine=options.engine, strict=options.strict, fetch=options.fetch_images)
    return _every(options, job)


def _every(options: argparse.Namespace, job: Job) -> int:
    """Check the specs, and build them where there is a folder for what comes out."""
    from slides import batch

    every = batch.every(options.specs, job, options.jobs)
    if options.format != "text":
        failed = terminal.for_a_program(every, options.format, _docs())
    else:
        one_by_one = job.out is not None and options.jobs < 2
        failed = terminal.as_they_come(
            every, options.specs, building=job.out is not None, announced=one_by_one
        )
    return PROBLEMS if failed else DONE


def _docs() -> str:
    """The address of docs/problems.md: in the folder that SLIDES_DOCS names, else here."""
    from slides.look import assets

    folder = os.environ.get("SLIDES_DOCS", "").rstrip("/")
    return f"{folder}/problems.md" if folder else assets.problems_page().as_uri()


def _embed(options: argparse.Namespace) -> int:
    from slides.outputs import OutputError
    from slides.source import SpecError

    try:
        snippet, warnings = cli_embed.run(options)
    except SpecError as error:
        terminal.problems(error.problems)
        return PROBLEMS
    except OutputError as error:
        terminal.complaint(str(error))
        return PROBLEMS
    terminal.problems(warnings)
    print(snippet, end="")
    return DONE


def _watch(options: argparse.Namespace) -> int:
    import threading
    import webbrowser

    from slides import watch
    from slides.fetch import Fetcher
    from slides.source import SpecError, visible
    from slides.spec import read

    try:
        read.text_of(options.spec, str(options.spec))
    except SpecError as error:
        if error.problems[0].code == "unreadable-file":  # what else is wrong can be put right meanwhile
            terminal.problems(error.problems)
            return PROBLEMS
    outputs = watch.Outputs(options.out) if options.out else None
    watcher = watch.Watcher(options.spec, outputs, Fetcher() if options.fetch_images else None)
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
    from slides.outputs import OutputError
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
    from slides.fetch import Fetcher
    from slides.markdown import file
    from slides.source import SpecError

    if options.note.suffix.lower() in (".yaml", ".yml", ".json"):
        terminal.complaint(f"{options.note} is a spec already", f"build it with: slides build {options.note}")
        return USAGE
    if options.fetch_images and options.out is None:
        terminal.complaint("fetched pictures stand beside a spec in a file", "name the file with -o")
        return USAGE
    try:
        fetch = Fetcher() if options.fetch_images else None
        found = file.imported(options.note, options.out, fetch, plain=options.plain)
    except SpecError as error:
        terminal.problems(error.problems)
        return PROBLEMS
    terminal.problems(found.problems)
    if options.out is None:
        print(found.text, end="")
        return DONE
    remedy = "name another file, or add --force"
    return _put(options.out, found.text, remedy, replace=options.force, pictures=found.pictures)


def _new(options: argparse.Namespace) -> int:
    starter = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    return _put(options.spec, starter, "name another file")


def _put(
    path: Path, text: str, remedy: str, *, replace: bool = False, pictures: Mapping[str, bytes] | None = None
) -> int:
    """Write a spec to go on with, then the pictures beside it; a spec that is there already is replaced
    only where that is asked for."""
    from slides.source import visible

    shown = visible(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            path.unlink(missing_ok=True)  # a link is not followed
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        for name, data in (pictures or {}).items():
            target = path.parent / name
            target.parent.mkdir(exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(data)
    except FileExistsError:
        print(f"error: {shown} is there already; {remedy}", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        print(f"error: cannot write {shown}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return PROBLEMS
    print(f"wrote {shown}; build it with: slides build {shown}")
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from slides.problems import EVERY
    from slides.problems.page import explained

    if options.code is None:
        for kind in EVERY.values():
            print(f"{kind.code:<22}{kind.severity:<9}{kind.title}")
        return DONE
    if options.code not in EVERY:
        from slides.spec.explain import nearest

        near = nearest(options.code, EVERY)
        hint = f'did you mean "{near}"?' if near else "slides explain lists all"
        terminal.complaint(f'no problem has the code "{options.code}"', hint)
        return USAGE
    kind = EVERY[options.code]
    print(f"{kind.severity}[{kind.code}]: {kind.title}\n\n{explained(kind)}")
    return DONE


def _completion(options: argparse.Namespace) -> int:
    from slides import completion
    from slides.problems import EVERY

    print(completion.script(options.shell, parser(), {"code": list(EVERY)}), end="")
    return DONE


def _schema(options: argparse.Namespace) -> int:
    from slides.spec.schema import schema_text

    print(schema_text(), end="")
    return DONE


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "completion": _completion,
    "embed": _embed,
    "explain": _explain,
    "import": _import,
    "new": _new,
    "schema": _schema,
    "watch": _watch,
}

if __name__ == "__main__":
    sys.exit(main())
