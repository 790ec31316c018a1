"""The command as a user meets it: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from slides import __version__, build
from slides.cli import main
from slides.options import parser
from slides.usage import commands
from tests.conftest import SEED

GOOD = "deck: {title: Words}\nsummary: [One point.]\n"
BAD = """\
deck: {title: Bad}
roadmap:
  models: [{id: gateway, name: Gateway}]
  steps:
    - {to: gatway, method: RLHF}
summry: [a]
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


Capture = pytest.CaptureFixture[str]


def test_a_build_says_what_it_wrote_and_where(capsys: Capture) -> None:
    assert main(["build", write("words.yaml", GOOD)]) == 0
    said = capsys.readouterr()
    assert "words.yaml: 2 slides" in said.out
    assert str(Path("build", "words.pptx")) in said.out
    assert said.err == ""
    assert Path("build/words.pptx").is_file()


def test_the_folder_and_the_kinds_of_files_can_be_chosen() -> None:
    assert main(["build", str(SEED), "-o", "there", "--only", "svg", "--only", "pptx"]) == 0
    assert sorted(path.name for path in Path("there").iterdir()) == ["gpt-ability.pptx", "gpt-ability.svg"]


def test_problems_go_to_standard_error_with_place_line_and_caret(capsys: Capture) -> None:
    assert main(["build", write("bad.yaml", BAD)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[0].startswith('bad.yaml:5:12: error[unknown-model]: no model "gatway"')
    assert lines[1] == "    5 |     - {to: gatway, method: RLHF}"
    assert lines[2] == "      |            ^^^^^^"
    assert 'did you mean "gateway"?' in said.err
    assert "bad.yaml:6:1: error[unknown-key]: " in said.err
    assert lines[-1] == "2 errors"
    assert not Path("build").exists()


def test_check_finds_the_same_and_writes_nothing(capsys: Capture) -> None:
    bad, good = write("bad.yaml", BAD), write("good.yaml", GOOD)
    assert main(["check", bad]) == 1
    found = capsys.readouterr().err
    main(["build", bad])
    assert capsys.readouterr().err == found
    assert main(["check", good]) == 0
    assert capsys.readouterr().out == "good.yaml: no errors\n"
    assert not Path("build").exists()


def test_a_bad_spec_does_not_keep_the_others_from_being_built(capsys: Capture) -> None:
    specs = [write("a.yaml", GOOD), write("bad.yaml", BAD), write("c.yaml", GOOD)]
    assert main(["build", *specs]) == 1
    assert sorted(path.name for path in Path("build").iterdir()) == ["a.pptx", "c.pptx"]
    assert "bad.yaml:5:12" in capsys.readouterr().err


def test_several_processes_build_the_same_bytes_in_the_same_order(capsys: Capture) -> None:
    specs = [write("a.yaml", GOOD), write("bad.yaml", BAD), write("c.yaml", GOOD)]
    assert main(["build", *specs, "-o", "one"]) == 1
    alone = capsys.readouterr()
    assert main(["build", *specs, "-o", "two", "-j", "2"]) == 1
    together = capsys.readouterr()
    assert [path.read_bytes() for path in sorted(Path("one").iterdir())] == [
        path.read_bytes() for path in sorted(Path("two").iterdir())
    ]
    assert together.err == alone.err
    assert "1 of 3 specs were not built" in together.err
    assert re.findall(r"^\[\d/3\] \w+\.yaml", together.out, re.M) == ["[1/3] a.yaml", "[3/3] c.yaml"]


def test_specs_that_would_overwrite_each_other_are_refused(capsys: Capture) -> None:
    assert main(["build", write("a/x.yaml", GOOD), write("b/x.yaml", GOOD)]) == 2
    assert "two specs would both be written to x.pptx" in capsys.readouterr().err
    assert not Path("build").exists()


@pytest.mark.parametrize(
    "arguments", [[], ["biuld"], ["build"], ["build", "x", "--only", "gif"], ["check", "-x"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: slides" if not arguments else "slides")


def test_the_version_is_told(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"slides {__version__}\n"


HOSTILE: dict[str, str | bytes] = {
    "empty": "",
    "blank": " \n\n",
    "comment": "# nothing\n",
    "null": "~\n",
    "number": "7\n",
    "list": "- a\n- b\n",
    "text": "deck\n",
    "tab": "deck:\n\ttitle: x\n",
    "open": "deck: {title: [\n",
    "bytes": b"\xff\xfe\x00deck",
    "nul": b"deck: {title: a\x00b}\n",
    "bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndeck: {title: x}\nsummary: *c\n",
    "itself": "deck: &a {title: *a}\n",
    "deep": "deck: " + "[" * 3000 + "\n",
    "tag": "deck: !!python/object/apply:os.system [ls]\n",
    "twice": "deck: {title: a}\ndeck: {title: b}\n",
    "documents": GOOD + "---\n" + GOOD,
    "wrong types": "deck: [1, 2]\nroadmap: 5\nsummary: {items: 4}\nreferences: [a]\n",
    "controls": 'deck: {title: "a\\u001b[31mb"}\nsummary: [x]\nbogus: 1\n',
    "theme": "deck: {title: a, theme: none-such}\n",
    "path theme": "deck: {title: a, theme: ../../etc}\n",
    "cycle": GOOD + "roadmap: {models: [{id: a, name: A}], steps: [{from: a, to: a, method: x}]}\n",
    "one word of 9,000 letters": f"deck: {{title: a, about: {'x' * 9000}}}\n",
    "a card of 9,000 letters": f"deck: {{title: a}}\nroadmap: {{models: [{{id: a, name: {'x' * 9000}}}]}}\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_input_leads_to_a_traceback_or_to_a_file(name: str, capsys: Capture) -> None:
    assert main(["build", write("bad.yaml", HOSTILE[name])]) == 1
    said = capsys.readouterr()
    assert re.search(r"error\[[a-z-]+\]: ", said.err)
    assert "Traceback" not in said.err
    assert "\x1b" not in said.err
    assert not Path("build").exists()


def test_a_spec_that_is_missing_or_a_folder_is_one_clear_line(capsys: Capture) -> None:
    Path("folder").mkdir()
    for name in ("none.yaml", "folder"):
        assert main(["build", name]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 3
        assert lines[0].startswith(f"error[unreadable-file]: cannot read {name}: ")
        assert lines[1].startswith("  hint: ")
        assert lines[2] == "1 error"


def test_an_output_that_cannot_be_written_is_one_clear_line(capsys: Capture) -> None:
    spec = write("words.yaml", GOOD)
    assert main(["build", spec, "-o", spec]) == 1
    assert capsys.readouterr().err == (
        "error[not-written]: cannot write to words.yaml: it is a file, not a folder\n"
        "  hint: close the file if it is open elsewhere, or name another folder with `-o`\n1 error\n"
    )


def test_new_writes_a_starter_that_builds_without_a_warning(capsys: Capture) -> None:
    assert main(["new"]) == 0
    assert "wrote " in capsys.readouterr().out
    assert main(["build", "spec/roadmap.yaml"]) == 0
    assert capsys.readouterr().err == ""
    assert len(list(Path("build").iterdir())) == 4


def test_new_never_overwrites(capsys: Capture) -> None:
    mine = write("mine.yaml", "precious")
    assert main(["new", mine]) == 1
    assert capsys.readouterr().err == "error: mine.yaml is there already; name another file\n"
    assert Path(mine).read_text(encoding="utf-8") == "precious"


def test_new_in_a_place_that_cannot_be_is_one_clear_line(capsys: Capture) -> None:
    write("file", "x")
    assert main(["new", "file/roadmap.yaml"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_schema_is_json_that_knows_every_part_of_a_spec(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"deck", "roadmap", "abilities", "references"} <= set(found["properties"])
    assert found["$id"] == "urn:roadmap-slides:spec"
    assert found == json.loads((SEED.parents[1] / "docs" / "spec.schema.json").read_text(encoding="utf-8"))


HERE = {**os.environ, "PYTHONPATH": str(SEED.parents[1])}


def test_the_command_runs_as_a_module_and_is_quiet_on_standard_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "slides", "build", str(SEED), "-o", "out"],
        env=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "gpt-ability.pptx" in done.stdout


def test_standard_output_that_ends_early_is_no_error() -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m slides schema | head -c 1',
        shell=True,
        env=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "{"


def test_words_in_other_scripts_are_printed_where_the_terminal_knows_only_ascii() -> None:
    bad = write("schlüssel.yaml", BAD.replace("gatway", "日本"))
    done = subprocess.run(
        [sys.executable, "-m", "slides", "check", bad],
        env={
            **os.environ,
            "PYTHONPATH": str(SEED.parents[1]),
            "PYTHONIOENCODING": "ascii",
            "PYTHONUTF8": "0",
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b":5:12: error[wrong-id]: " in done.stderr


def test_a_terminal_without_the_characters_gets_their_escapes(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("deck: {titel: 预训练}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "slides", "check", "x.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "\\u9884" in done.stderr
    assert "Traceback" not in done.stderr


def test_colours_and_width_of_the_svg_can_be_fixed() -> None:
    asked = ["--only", "svg", "--svg-theme", "dark", "--svg-width", "640"]
    assert main(["build", str(SEED), *asked]) == 0
    drawn = Path("build/gpt-ability.svg").read_text(encoding="utf-8")
    assert '<svg xmlns="http://www.w3.org/2000/svg" width="640"' in drawn
    assert "prefers-color-scheme" not in drawn
    with pytest.raises(SystemExit, match="2"):
        main(["build", str(SEED), "--svg-width", "0"])


def test_every_kind_that_a_build_writes_by_itself_can_be_asked_for_alone() -> None:
    (only,) = (one for one in commands(parser())["build"]._actions if one.dest == "only")
    assert only.choices == build.FORMATS
