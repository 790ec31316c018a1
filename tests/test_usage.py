"""Odd things typed after `slides`, and odd files named there: each is answered with its remedy."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from slides.cli import main
from tests.conftest import SEED

Capture = pytest.CaptureFixture[str]
GOOD = b"deck: {title: Words}\nsummary: [One point.]\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(arguments: list[str], capsys: Capture) -> tuple[int, str]:
    """The exit code, and what went to standard error."""
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["biuld", "a.yaml"], 'there is no command "biuld"\n  hint: did you mean "build"?'),
        (
            ["talk.yaml"],
            'there is no command "talk.yaml"\n'
            "  hint: write what to do with it, as in: slides build talk.yaml",
        ),
        (["check"], "slides check: error: SPEC is missing\n  hint: slides check --help shows how"),
        (
            ["check", "a.yaml", "--format", "xml"],
            '--format cannot be "xml"\n  hint: there are: text, json, sarif, github',
        ),
        (["check", "a.yaml", "--format", "jsn"], 'did you mean "json"?'),
        (["build", "a.yaml", "--onyl=svg"], '"--onyl=svg" is no option here\n  hint: did you mean --only?'),
        (["schema", "a.yaml"], '"a.yaml" is too much here'),
        (["check", "a.yaml", "-j", "many"], '"many" is no whole number'),
        (["check", "a.yaml", "-j", "-1"], '"-1" is no number of processes'),
        (["check", "a.yaml", "-j", "٣"], "is no whole number"),
        (["watch", "a.yaml", "--port", "99999"], "ports are numbers from 0 to 65535"),
        (["completion", "tcsh"], "there are: bash, zsh, fish"),
        (["check", "a.yaml", "--\x1b[31m"], '"--\\x1b[31m" is no option here'),
        (["import", "a.yaml"], "a.yaml is a spec already; build it with: slides build a.yaml"),
    ],
)
def test_wrong_usage_names_its_remedy(arguments: list[str], told: str, capsys: Capture) -> None:
    code, text = said(arguments, capsys)
    assert code == 2
    assert told in text
    assert len(text.splitlines()) <= 5


def test_slides_alone_says_what_there_is_and_how_to_begin(capsys: Capture) -> None:
    code, text = said([], capsys)
    assert code == 2
    assert re.search(r"first steps:\n  slides new", text)


@pytest.mark.parametrize(
    "command", ["build", "check", "watch", "import", "new", "explain", "completion", "schema"]
)
def test_every_command_helps(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    text = capsys.readouterr().out
    assert text.startswith(f"usage: slides {command}")
    unexplained = re.findall(r"^  ([A-Z]+)$", text, re.MULTILINE)
    assert unexplained == []


# name of the file: its content (None: it is not there), what is told
FILES: dict[str, tuple[bytes | None, str]] = {
    "none.yaml": (
        None,
        "cannot read none.yaml: no such file\n  hint: slides new writes a spec to start from",
    ),
    "goood.yaml": (None, 'cannot read goood.yaml: no such file\n  hint: did you mean "good.yaml"?'),
    "good.yml": (None, 'did you mean "good.yaml"?'),
    "folder": (None, 'cannot read folder: it is a folder\n  hint: name a file in it, as "{folder}"'),
    "picture.png": (b"\x89PNG\r\n\x1a\n", "picture.png is no text\n  hint: a spec is a YAML file"),
    "deck.pptx": (b"PK\x03\x04\x00\xff", "deck.pptx is no text"),
    "zeros.yaml": (b"deck: \x00\xff", "zeros.yaml is no text"),
    "utf16.yaml": (
        "deck: {title: A}".encode("utf-16"),
        "utf16.yaml is UTF-16 text\n  hint: save it as UTF-8",
    ),
    "latin.yaml": (
        b"deck:\n  title: caf\xe9\n",
        "latin.yaml:2:13: error[not-text]: not UTF-8 text: the byte 0xe9",
    ),
    "empty.yaml": (b"", "error[empty-file]: empty.yaml is empty\n  hint: slides new writes a spec"),
    "windows.yaml": (b"deck:\r\n  title: A\r\nsumary: [x]\r\n", "windows.yaml:3:1: error[unknown-key]"),
    "mac.yaml": (b"deck:\r  title: A\rsumary: [x]\r", "mac.yaml:3:1: error[unknown-key]"),
    "bom.yaml": (b"\xef\xbb\xbfdeck: {title: A}\nsumary: [x]\n", "bom.yaml:2:1: error[unknown-key]"),
    "notes.txt": (
        b"# A heading\n\nWords in Markdown.\n",
        "a note in Markdown needs a name that ends in .md",
    ),
    "page.html": (b"<html></html>\n", "page.html:1:1: error[wrong-type]"),
    "data.json": (b'{"deck": {"titel": "A"}}', 'data.json:1:11: error[unknown-key]: unknown key "titel"'),
}


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_explained(name: str, capsys: Capture) -> None:
    Path("good.yaml").write_bytes(GOOD)
    Path("folder").mkdir()
    Path("folder/talk.yaml").write_bytes(GOOD)
    content, told = FILES[name]
    if content is not None:
        Path(name).write_bytes(content)
    code, text = said(["check", name], capsys)
    assert code == 1
    assert told.replace("{folder}", str(Path("folder/talk.yaml"))) in text
    assert len(text.splitlines()) <= 9


def test_a_pattern_that_the_shell_has_left_stands_for_its_files(capsys: Capture) -> None:
    for name in ("a.yaml", "b.yaml"):
        Path(name).write_bytes(GOOD)
    assert main(["check", "*.yaml"]) == 0
    assert capsys.readouterr().out == "a.yaml: no errors\nb.yaml: no errors\n"
    assert said(["check", "*.yml"], capsys)[0] == 1


def test_of_very_many_problems_people_see_the_first(capsys: Capture) -> None:
    Path("a.yaml").write_bytes(b"deck: {title: A}\n" + b"summary: [x]\n" * 301)
    code, text = said(["check", "a.yaml"], capsys)
    assert code == 1
    assert text.count("error[duplicate-key]") == 200
    assert text.endswith("… and 100 more; --format json tells all of them\n300 errors\n")


def test_a_picture_of_no_road_map_is_a_warning(capsys: Capture) -> None:
    Path("a.yaml").write_bytes(GOOD)
    assert main(["build", "a.yaml", "--only", "svg"]) == 0
    assert "warning[nothing-written]: a.yaml has no road map to write as svg" in capsys.readouterr().err


def on_a_terminal(arguments: list[str], columns: int = 80, **variables: str) -> str:
    """What a terminal of that width gets to see of a command."""
    if sys.platform == "win32":
        pytest.skip("there is no pty")
    import pty

    command = [sys.executable, "-m", "slides", *arguments]
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    env |= {"PYTHONPATH": str(SEED.parents[1]), "TERM": "xterm", "COLUMNS": str(columns), **variables}
    child, end = pty.fork()
    if child == 0:
        os.execve(sys.executable, command, env)
    seen = b""
    try:
        while part := os.read(end, 65536):
            seen += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.waitpid(child, 0)
    os.close(end)
    return seen.decode()


LONG = "deck: {title: Words}\nsummary: [" + "預训练 " * 30 + ", {txt: here}, " + "x" * 300 + "]\n"


def test_a_terminal_gets_colours_unless_it_wants_none() -> None:
    Path("a.yaml").write_text(LONG, encoding="utf-8")
    assert "\x1b[1;31merror" in on_a_terminal(["check", "a.yaml"])
    assert not re.search(r"\x1b\[[\d;]*3\d", on_a_terminal(["check", "a.yaml"], NO_COLOR="1"))
    assert "\x1b[" not in on_a_terminal(["check", "a.yaml"], TERM="dumb")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_carets_stand_below_the_mistake_on_a_terminal_of_any_width(columns: int) -> None:
    from slides.source import _columns

    Path("a.yaml").write_text(LONG, encoding="utf-8")
    lines = on_a_terminal(["check", "a.yaml"], columns, TERM="dumb").splitlines()
    at = next(number for number, line in enumerate(lines) if "^" in line)
    shown, carets = lines[at - 1], lines[at]
    assert _columns(shown) <= columns
    assert _columns(shown.partition("txt")[0]) == carets.index("^")
    assert carets.count("^") == 3
