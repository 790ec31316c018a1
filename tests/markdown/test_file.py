"""`slides import`, and notes where a spec is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from slides.cli import main
from slides.markdown.file import imported, read_file
from slides.spec import read

NOTE = "# Title\n\n## Part\n\n- a point\n\n![](img/a.png)\n"


@pytest.fixture
def a_note(tmp_path: Path) -> Path:
    path = tmp_path / "notes" / "a.md"
    path.parent.mkdir()
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_import_prints_a_spec_that_reads_as_the_note(
    a_note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(a_note)]) == 0
    assert read.read(capsys.readouterr().out, "x").spec == read_file(a_note).spec


def test_import_writes_over_nothing_unless_it_is_told_to(a_note: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.yaml"
    assert main(["import", str(a_note), "-o", str(out)]) == 0
    out.write_text("mine", encoding="utf-8")
    assert main(["import", str(a_note), "-o", str(out)]) == 1
    assert out.read_text(encoding="utf-8") == "mine"
    assert main(["import", str(a_note), "-o", str(out), "--force"]) == 0
    assert "a point" in out.read_text(encoding="utf-8")


def test_paths_of_pictures_are_those_from_the_spec(a_note: Path, tmp_path: Path) -> None:
    assert "picture: notes/img/a.png" in imported(a_note, tmp_path / "a.yaml").text
    found = imported(a_note, tmp_path / "spec" / "a.yaml")
    text, problems = found.text, found.problems
    assert "picture: ../notes/img/a.png" in text
    assert "the picture lies outside the spec's folder" in [problem.message for problem in problems]


def test_a_note_that_is_not_there_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "b.md")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_import_leaves_all_as_sections_if_it_is_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\n## Limitations\n\n- a point\n", encoding="utf-8")
    assert main(["import", str(path)]) == 0
    assert "limitations:" in capsys.readouterr().out
    assert main(["import", "--plain", str(path)]) == 0
    assert "sections:" in capsys.readouterr().out
