"""What other programs read of the problems: JSON, SARIF, GitHub's commands; warnings silenced; exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides import batch, reports, sarif
from slides.cli import main
from slides.problems import EVERY
from slides.source import Problem, Source, Span
from tests.conftest import SEED

BAD = """\
deck: {title: Bad, theme: drak}
roadmap:
  models: [{id: base, name: Base}]
  steps: [{from: bas, to: base}]
"""
WARNED = """\
deck: {title: Warned}
sections:
  - title: Empty
"""
GOOD = "deck: {title: Words}\nsummary: [One point.]\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return name


def told(arguments: list[str], capsys: Capture) -> tuple[int, str]:
    """The exit code and standard output of a command that says nothing on standard error."""
    code = main(arguments)
    said = capsys.readouterr()
    assert said.err == ""
    return code, said.out


def test_json_says_of_every_file_what_is_wrong_where(capsys: Capture) -> None:
    names = [write("spec/bad.yaml", BAD), write("good.yaml", GOOD), "none.yaml"]
    code, text = told(["check", *names, "--format", "json"], capsys)
    found = json.loads(text)
    assert code == 1
    assert (found["version"], found["errors"], found["warnings"]) == (1, 3, 0)
    assert [(one["path"], one["failed"], one["slides"]) for one in found["files"]] == [
        ("spec/bad.yaml", True, 0),
        ("good.yaml", False, 2),
        ("none.yaml", True, 0),
    ]
    theme, model = found["files"][0]["problems"]
    assert theme["code"] == "unknown-theme"
    assert model == {
        "code": "unknown-model",
        "severity": "error",
        "message": 'no model "bas" in the road map',
        "hint": 'did you mean "base"?',
        "file": "spec/bad.yaml",
        "line": 4,
        "column": 18,
        "end_line": 4,
        "end_column": 21,
    }
    assert found["files"][2]["problems"][0]["file"] == "none.yaml"


def test_json_of_a_build_names_what_was_written(capsys: Capture) -> None:
    code, text = told(["build", write("a.yaml", GOOD), "--format", "json"], capsys)
    assert code == 0
    assert json.loads(text)["files"][0]["written"] == ["build/a.pptx"]


def test_github_gets_a_command_a_problem_at_its_line(capsys: Capture) -> None:
    code, text = told(["check", write("bad.yaml", BAD), "none.yaml", "--format", "github"], capsys)
    assert code == 1
    assert text.splitlines()[1:] == [
        "::error file=bad.yaml,line=4,col=18,endLine=4,endColumn=21,title=unknown-model::"
        'no model "bas" in the road map%0Ahint: did you mean "base"?',
        "::error file=none.yaml,title=unreadable-file::cannot read none.yaml: no such file"
        "%0Ahint: slides new writes a spec to start from",
    ]


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_ends_a_command_of_github_or_begins_another(message: str, name: str) -> None:
    span = Span(Source(f"a{name}", "x"), 0, 1)
    built = batch.Built(Path("a"), problems=(Problem("unknown-key", message, span, message),), failed=True)
    lines = reports.as_github([built]).split("\n")
    assert lines[1:] == [""]
    assert all(char.isprintable() for char in lines[0].replace("%0A", ""))
    head = re.fullmatch(
        r"::error file=([^,:]*),line=1,col=1,endLine=1,endColumn=2,title=unknown-key::.*", lines[0]
    )
    assert head


SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "semanticVersion", "rules"],
                            "properties": {"rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}},
                        }
                    },
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "rule": {
            "type": "object",
            "required": [
                "id",
                "shortDescription",
                "fullDescription",
                "help",
                "helpUri",
                "defaultConfiguration",
            ],
            "properties": {
                "id": {"enum": list(EVERY)},
                "name": {"pattern": "^[A-Z][A-Za-z]+$"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "helpUri": {"pattern": "^[a-z]+://.*problems.md#[a-z-]+$"},
                "defaultConfiguration": {"properties": {"level": {"$ref": "#/$defs/level"}}},
            },
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
            "properties": {
                "level": {"$ref": "#/$defs/level"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
            },
        },
        "location": {
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"pattern": "^[!-~]+$"}}},
                        "region": {
                            "required": ["startLine"],
                            "properties": {
                                key: {"type": "integer", "minimum": 1}
                                for key in ("startLine", "startColumn", "endLine", "endColumn")
                            },
                        },
                    },
                }
            },
        },
    },
}
"""What SARIF 2.1.0 asks of what we write, and what GitHub asks beyond it (OASIS, 3.13 to 3.49)."""


def test_sarif_has_the_shape_of_2_1_0(capsys: Capture) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    names = [write("spec/höher ab.yaml", BAD), write("warned.yaml", WARNED), "none.yaml"]
    code, text = told(["check", *names, "--format", "sarif"], capsys)
    log = json.loads(text)
    assert code == 1
    assert [error.message for error in jsonschema.Draft202012Validator(SHAPE).iter_errors(log)] == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert sorted(one["ruleId"] for one in run["results"]) == [
        "empty-section",
        "unknown-model",
        "unknown-theme",
        "unreadable-file",
    ]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "spec/höher ab.yaml"
    assert place["region"]["snippet"]["text"] == "  steps: [{from: bas, to: base}]"
    prints = [one["partialFingerprints"]["problem/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_run_without_problems_is_a_log_without_results(capsys: Capture) -> None:
    code, text = told(["check", write("good.yaml", GOOD), "--format", "sarif"], capsys)
    assert code == 0
    assert json.loads(text)["runs"][0]["results"] == []


def test_a_rule_leads_to_the_page_that_explains_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write("bad.yaml", BAD)
    monkeypatch.delenv("SLIDES_DOCS", raising=False)
    here = json.loads(told(["check", name, "--format", "sarif"], capsys)[1])
    address = urlsplit(here["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"])
    assert f"### {address.fragment}\n" in Path(unquote(address.path)).read_text(encoding="utf-8")
    monkeypatch.setenv("SLIDES_DOCS", "https://example.org/docs/")
    there = json.loads(told(["check", name, "--format", "sarif"], capsys)[1])
    assert (
        there["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"]
        == "https://example.org/docs/problems.md#unknown-model"
    )


def test_a_message_in_sarif_holds_no_link_of_a_specs_author() -> None:
    problem = Problem("unknown-key", "see [here](https://example.org)")
    log = json.loads(sarif.as_sarif([batch.Built(Path("a"), problems=(problem,), failed=True)], "file:///x"))
    assert log["runs"][0]["results"][0]["message"]["text"].startswith("see \\[here](https://example.org); ")


def test_other_programs_get_utf_8_and_ascii_wherever_they_run() -> None:
    name = write("ü.yaml", BAD.replace("bas,", "gröber,"))
    env = {**os.environ, "PYTHONPATH": str(SEED.parents[1]), "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    for form in ("json", "sarif", "github"):
        command = [sys.executable, "-m", "slides", "check", name, "--format", form]
        done = subprocess.run(command, env=env, capture_output=True, check=False)
        assert done.returncode == 1
        said = done.stdout.decode("utf-8")
        assert "gröber" in (said if form == "github" else json.dumps(json.loads(said), ensure_ascii=False))


def test_a_silenced_warning_is_not_told(capsys: Capture) -> None:
    assert main(["check", write("a.yaml", WARNED)]) == 0
    assert "warning[empty-section]" in capsys.readouterr().err
    silent = WARNED.replace("Warned}", "Warned, silence: empty-section}")
    assert told(["check", write("a.yaml", silent)], capsys) == (0, "a.yaml: no errors\n")


def test_a_warning_of_the_layout_can_be_silenced_as_well(capsys: Capture) -> None:
    sections = "sections: [{title: B, blocks: [{picture: none.png, alt: C}]}]\n"
    spec = "deck: {title: A, silence: [picture-missing]}\n" + sections
    assert told(["check", write("a.yaml", spec)], capsys)[0] == 0


def test_a_note_silences_warnings_in_its_front_matter(capsys: Capture) -> None:
    note = "# A\n\nA <blink>word</blink>.\n"
    assert main(["check", write("a.md", note)]) == 0
    assert "warning[unknown-tag]" in capsys.readouterr().err
    assert told(["check", write("a.md", f"---\nsilence: [unknown-tag]\n---\n{note}")], capsys)[0] == 0


def test_an_error_cannot_be_silenced(capsys: Capture) -> None:
    spec = BAD.replace("theme: drak", "silence: [unknown-model, unknown-modle, lonely-modle]")
    assert main(["check", write("a.yaml", spec)]) == 1
    said = capsys.readouterr().err
    assert 'a.yaml:1:30: error[wrong-silence]: "unknown-model" is an error' in said
    assert 'error[wrong-silence]: no warning has the code "lonely-modle"' in said
    assert 'did you mean "lonely-model"?' in said
    assert "error[unknown-model]" in said


def test_what_is_silenced_need_not_occur(capsys: Capture) -> None:
    silent = GOOD.replace("Words}", "Words, silence: [empty-section]}")
    assert told(["check", write("a.yaml", silent)], capsys)[0] == 0


def test_strict_takes_warnings_for_errors_and_writes_nothing(capsys: Capture) -> None:
    name = write("a.yaml", WARNED)
    assert main(["check", name, "--strict"]) == 1
    assert main(["build", name, "--strict"]) == 1
    assert "a.yaml: --strict takes warnings for errors" in capsys.readouterr().err
    assert not Path("build").exists()
    assert main(["build", name]) == 0


def test_a_code_is_explained(capsys: Capture) -> None:
    code, text = told(["explain", "unknown-key"], capsys)
    assert code == 0
    assert text.startswith("error[unknown-key]: A key that the format does not know\n")
    code, text = told(["explain"], capsys)
    assert [line.split()[0] for line in text.splitlines()] == list(EVERY)
    assert main(["explain", "unknown-kye"]) == 2
    assert (
        capsys.readouterr().err
        == 'error: no problem has the code "unknown-kye"; did you mean "unknown-key"?\n'
    )
