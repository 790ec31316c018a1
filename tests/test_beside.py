"""A spec from a stranger reads files of its own folder and no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slides import beside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("no")
    inside = tmp_path / "spec"
    (inside / "img").mkdir(parents=True)
    (inside / "img" / "a.bin").write_bytes(b"yes")
    return inside


@pytest.mark.parametrize("name", ["img/a.bin", "./img/a.bin", "img/../img/a.bin", "img\\a.bin"])
def test_a_file_in_the_folder_is_read(folder: Path, name: str) -> None:
    assert beside.data(folder, name, 10) == b"yes"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../secret.txt", "out of the spec's folder"),
        ("..\\secret.txt", "out of the spec's folder"),
        ("img/../../secret.txt", "out of the spec's folder"),
        ("../nothing.txt", "out of the spec's folder"),
        ("/etc/passwd", "own folder"),
        ("\\\\host\\share", "own folder"),
        ("C:\\windows\\win.ini", "own folder"),
        ("file:///etc/passwd", "own folder"),
        ("https://example.org/a.png", "own folder"),
        ("~/.ssh/id_rsa", "own folder"),
        ("img/b.bin", "no such file"),
        ("img", "not a file"),
        ("a\0b", "no name"),
        ("", "no name"),
        ("x" * 5000, "name too long"),
    ],
)
def test_all_else_is_refused_with_a_reason(folder: Path, name: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        beside.data(folder, name, 10)


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "link").symlink_to(folder.parent / "secret.txt")
    (folder / "circle").symlink_to(folder / "circle")
    with pytest.raises(ValueError, match="out of the spec's folder"):
        beside.data(folder, "link", 10)
    with pytest.raises(ValueError, match=r"."):
        beside.data(folder, "circle", 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(ValueError, match="not a file"):
        beside.data(folder, "pipe", 10)


def test_a_file_that_is_too_large_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="larger"):
        beside.data(folder, "img/a.bin", 2)
