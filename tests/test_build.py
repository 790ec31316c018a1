"""Outputs: all or none, nothing left behind, the same bytes everywhere."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from slides.build import FORMATS, build, plan, rendered
from slides.diagram import layout
from slides.outputs import OutputError, save
from slides.source import SpecError
from slides.spec.read import read, read_file
from tests.conftest import SEED

SPEC = """\
deck: {title: Three models}
roadmap:
  models: [{id: a, name: A}, {id: b, name: B}]
  steps: [{from: a, to: b, method: RLHF}]
"""
WORDS = "deck: {title: Words}\nsummary: [One point.]\n"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "tree.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_writes_every_format_and_nothing_else(spec: Path, tmp_path: Path) -> None:
    written = build(spec, tmp_path / "out")
    assert [path.name for path in written] == [f"tree.{name}" for name in FORMATS]
    assert names(tmp_path / "out") == sorted(path.name for path in written)
    heads = {path.suffix: path.read_bytes()[:5] for path in written}
    assert heads[".pptx"].startswith(b"PK")
    assert heads[".png"].startswith(b"\x89PNG")
    assert heads[".pdf"] == b"%PDF-"
    assert heads[".svg"].startswith(b"<")


def test_a_deck_without_a_road_map_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(WORDS, encoding="utf-8")
    assert [one.name for one in build(path, tmp_path)] == ["words.pptx"]


def test_only_the_formats_asked_for_are_made(spec: Path, tmp_path: Path) -> None:
    assert [one.suffix for one in build(spec, tmp_path / "out", formats=("svg",))] == [".svg"]


def test_a_spec_with_a_mistake_touches_no_output(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = {path: path.read_bytes() for path in build(spec, out)}
    spec.write_text(SPEC.replace("to: b", "to: c"), encoding="utf-8")
    with pytest.raises(SpecError):
        build(spec, out)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_what_cannot_be_shown_touches_no_output(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(f"deck: {{title: T, about: {'word ' * 3500}}}\n", encoding="utf-8")
    with pytest.raises(SpecError, match="does not fit"):
        build(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_new_files_replace_old_ones(spec: Path, tmp_path: Path) -> None:
    (tmp_path / "tree.svg").write_text("old", encoding="utf-8")
    build(spec, tmp_path, formats=("svg",))
    assert "old" not in (tmp_path / "tree.svg").read_text(encoding="utf-8")[:10]


def test_folders_are_made_where_they_are_missing(spec: Path, tmp_path: Path) -> None:
    assert build(spec, tmp_path / "a" / "b", formats=("svg",))[0].is_file()


def test_an_output_folder_that_is_a_file_is_refused(spec: Path) -> None:
    with pytest.raises(OutputError, match="it is a file, not a folder"):
        save({"svg": b"x"}, spec, spec)


def test_a_folder_named_like_an_output_is_refused_and_nothing_is_written(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "tree.png").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"cannot write .*tree\.png: it is a folder"):
        save({"svg": b"x", "png": b"x", "pdf": b"x"}, spec, out)
    assert names(out) == ["tree.png"]


def test_a_spec_that_is_named_like_an_output_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "tree.svg"
    path.write_text(SPEC, encoding="utf-8")
    with pytest.raises(OutputError, match="it is the spec itself"):
        save({"svg": b"x"}, path, tmp_path)
    assert path.read_text(encoding="utf-8") == SPEC
    assert names(tmp_path) == ["tree.svg"]


def test_a_link_to_the_spec_is_not_overwritten(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "tree.svg").symlink_to(spec)
    with pytest.raises(OutputError, match="it is the spec itself"):
        save({"svg": b"x"}, spec, out)
    assert spec.read_text(encoding="utf-8") == SPEC


def test_a_link_is_replaced_and_what_it_leads_to_stays(spec: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.txt"
    out.mkdir()
    other.write_text("precious", encoding="utf-8")
    (out / "tree.svg").symlink_to(other)
    save({"svg": b"new"}, spec, out)
    assert other.read_text(encoding="utf-8") == "precious"
    assert (out / "tree.svg").read_bytes() == b"new"


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    yield folder
    folder.chmod(stat.S_IRWXU)


def test_a_read_only_folder_is_one_clear_line(spec: Path, read_only: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*: permission denied") as caught:
        save({"svg": b"x"}, spec, read_only)
    assert "\n" not in str(caught.value)
    with pytest.raises(OutputError, match="cannot make the folder"):
        save({"svg": b"x"}, spec, read_only / "deeper")


def test_a_file_that_cannot_be_replaced_says_what_to_close(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows has it while PowerPoint holds the file."""

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError, match="if it is open in PowerPoint, close it there"):
        save({"pptx": b"x"}, spec, tmp_path / "out")
    assert names(tmp_path / "out") == []


def test_a_full_disk_leaves_nothing_behind(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(bytes):
        """Bytes that no disk takes."""

    real = Path.open

    def opened(self: Path, mode: str = "r") -> object:
        file = real(self, mode)  # type: ignore[call-overload]
        if "png" in self.name:
            file.close()
            raise OSError(28, "No space left on device")
        return file

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(OutputError, match="no space left on device"):
        save({"svg": b"x", "png": Full()}, spec, tmp_path / "out")
    assert names(tmp_path / "out") == []


def test_a_layout_that_lost_a_box_is_a_problem_of_the_road_map(monkeypatch: pytest.MonkeyPatch) -> None:
    complete = layout.run

    def lossy(dot: str, engine: layout.Engine = "embedded", seconds: float = 60) -> dict[str, object]:
        reply = complete(dot, engine, seconds)
        return {**reply, "objects": reply["objects"][1:]}

    monkeypatch.setattr(layout, "run", lossy)
    with pytest.raises(SpecError) as caught:
        plan(read(SPEC, "tree.yaml"))
    (problem,) = caught.value.problems
    assert problem.message.startswith("Graphviz lost 1 part(s) of the graph")
    assert problem.span is not None
    assert problem.span.source.place(problem.span.start)[0] in (2, 3)


def test_a_layout_that_lost_an_edge_loses_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Graphviz 16 has lost edges of large graphs without a word; the lines are drawn from the spec."""
    complete = layout.run

    def lossy(dot: str, engine: layout.Engine = "embedded", seconds: float = 60) -> dict[str, object]:
        return {**complete(dot, engine, seconds), "edges": []}

    whole = plan(read(SPEC, "tree.yaml")).tree
    monkeypatch.setattr(layout, "run", lossy)
    assert plan(read(SPEC, "tree.yaml")).tree == whole


PROGRAM = """
import hashlib, sys
from pathlib import Path
from slides.build import build
for path in build(Path(sys.argv[1]), Path(sys.argv[2])):
    print(path.suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def built_elsewhere(folder: Path, **environment: str) -> str:
    """The digests of the seed's outputs, built in a process of its own in `folder`."""
    folder.mkdir()
    (folder / "gpt-ability.yaml").write_bytes(SEED.read_bytes())
    found = {**os.environ, **environment, "PYTHONPATH": str(SEED.parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "gpt-ability.yaml", "out"],
        cwd=folder,
        env=found,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_machines_build_the_same_bytes(tmp_path: Path) -> None:
    one = built_elsewhere(tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = built_elsewhere(tmp_path / "other place", PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LANG="de_DE")
    assert one == other
    assert len(one.splitlines()) == len(FORMATS)


def test_no_file_tells_who_built_it_or_where(tmp_path: Path) -> None:
    secrets = {str(Path.home()), str(SEED.parents[1]), str(tmp_path), socket.gethostname()}
    for name, data in parts(build(SEED, tmp_path)):
        for secret in secrets:
            if len(secret) > 4:
                assert secret.encode() not in data, f"{secret} in {name}"
        assert not re.search(rb"/(home|Users|tmp|root|work)/\w", data), name


def parts(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.suffix == ".pptx":
            with zipfile.ZipFile(path) as package:
                yield from ((name, package.read(name)) for name in package.namelist())
        elif path.suffix != ".png":
            yield path.name, path.read_bytes()


def test_a_build_needs_no_network(spec: Path, tmp_path: Path) -> None:
    offline = (
        "import socket\n"
        "class Cut(socket.socket):\n"
        "    def __init__(self, *_, **__): raise OSError('no network')\n"
        "socket.socket = Cut\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", offline + PROGRAM, str(spec), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(SEED.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(FORMATS)


def test_rendering_twice_gives_the_same_bytes_also_in_processes_beside() -> None:
    planned = plan(read_file(SEED))
    found = rendered(planned)
    assert list(found) == list(FORMATS)
    assert rendered(planned) == found
    assert rendered(planned, beside=True) == found
