"""The page that follows a spec: what it serves, to whom, and what it says after each save."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from slides import build, watch

SPEC = "deck: {title: Words & more}\nsummary: [One point.]\nquestions: [Why?]\n"


@pytest.fixture
def watcher(tmp_path: Path) -> watch.Watcher:
    path = tmp_path / "x.yaml"
    path.write_text(SPEC)
    return watch.Watcher(path)


@pytest.fixture
def port(watcher: watch.Watcher) -> Iterator[int]:
    server = watch.server(watcher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield int(server.server_address[1])
    watcher.end()
    server.shutdown()
    server.server_close()


def get(port: int, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_the_page_holds_every_slide_and_nothing_else_is_served(port: int) -> None:
    status, page = get(port, "/")
    assert status == 200
    assert 'id="summary"' in page
    assert "Words &amp; more" in page
    assert [get(port, path)[0] for path in ("/x.yaml", "/../x.yaml", "/etc/passwd")] == [404] * 3


def test_what_is_no_address_is_told_so_and_leaves_no_trace_on_the_terminal(
    port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    many = "&".join(f"a{number}=1" for number in range(9))
    paths = ("http://[::1", f"/place?{many}", f"/events?{many}")
    assert [get(port, path)[0] for path in paths] == [400] * 3
    assert capfd.readouterr().err == ""


def test_other_hosts_names_are_refused(port: int) -> None:
    assert get(port, "/", "evil.example")[0] == 421
    assert get(port, "/", f"evil.example:{port}")[0] == 421
    assert get(port, "/", f"localhost:{port}")[0] == 200


def test_a_save_changes_only_the_slides_it_changes(watcher: watch.Watcher) -> None:
    before = watcher.show
    watcher.path.write_text(SPEC.replace("One point", "Another point"))
    told = watch.news(watcher.rebuild(), before)
    assert list(told["changed"]) == ["summary"]
    assert told["order"] == list(before.pages)
    assert not told["stale"]


def test_after_a_mistake_the_last_good_slides_stay_and_the_problem_is_told(watcher: watch.Watcher) -> None:
    before = watcher.show
    watcher.path.write_text(SPEC + "foo: 1\n")
    told = watch.news(watcher.rebuild(), before)
    assert told["stale"]
    assert "order" not in told
    assert 'x.yaml:4:1: error[unknown-key]: unknown key "foo"' in told["problems"]
    watcher.path.write_text(SPEC)
    assert not watcher.rebuild().stale


def test_a_page_that_waits_hears_of_the_change(watcher: watch.Watcher, port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/events?version={watcher.show.version}")
    answer = connection.getresponse()
    watcher.path.write_text(SPEC.replace("Why?", "How?"))
    watcher.rebuild()
    line = answer.readline().decode()
    assert list(json.loads(line.removeprefix("data: "))["changed"]) == ["questions"]
    connection.close()


def test_a_spec_that_is_wrong_from_the_start_is_a_page_of_problems(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("deck: {titel: <script>}\n")
    page = watch.Watcher(path).page()
    assert "did you mean" in page
    assert "<script>}" not in page


def test_a_click_is_answered_with_the_line_of_the_spec(watcher: watch.Watcher, port: int) -> None:
    status, text = get(port, "/place?slide=questions&item=questions-body")
    assert status == 200
    assert "x.yaml:3: " in text


def test_a_click_on_a_line_is_answered_with_the_line_of_its_point(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("deck: {title: T}\nsummary:\n  - One **bold** point.\n  - text: Another point\n")
    watcher = watch.Watcher(path)
    assert watcher.place("summary", "summary-body", "• Another point").startswith(f"{path}:4: ")
    assert watcher.place("summary", "summary-body", "One bold").startswith(f"{path}:3: ")
    assert watcher.place("summary", "summary-body", "no such words").startswith(f"{path}:3: ")
    assert watcher.place("cover", "title").startswith(f"{path}:1: ")


def test_each_save_writes_the_outputs_and_a_mistake_leaves_them(tmp_path: Path) -> None:
    path, out = tmp_path / "x.yaml", tmp_path / "out"
    path.write_text(SPEC)
    watcher = watch.Watcher(path, watch.Outputs(out, ("pptx", "html")))
    watcher.save()
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    assert sorted(first) == ["x.html", "x.pptx"]
    path.write_text(SPEC + "foo: 1\n")
    watcher.rebuild()
    assert watcher.save() == []
    path.write_text(SPEC.replace("Why?", "How?"))
    watcher.rebuild()
    watcher.save()
    alone = Path(tmp_path / "alone")
    build.build(path, alone, formats=("pptx", "html"))
    for file in out.iterdir():
        assert file.read_bytes() == (alone / file.name).read_bytes() != first[file.name]


def test_outputs_are_not_watched_where_they_lie_beside_the_spec(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SPEC)
    watcher = watch.Watcher(path, watch.Outputs(tmp_path / "build"))
    assert [
        watch.concerns(watcher, tmp_path / name) for name in ("x.yaml", "refs.bib", "tree.mmd", "x.svg")
    ] == [True] * 4
    assert not any(watch.concerns(watcher, tmp_path / "build" / f"x.{ending}") for ending in build.FORMATS)
    assert watch.concerns(watcher, tmp_path / "build" / "other.svg")
    assert not watch.concerns(watcher, tmp_path / ".x.yaml.swp")
    beside = watch.Watcher(path, watch.Outputs(tmp_path))
    assert not watch.concerns(beside, tmp_path / "x.pptx")
    assert watch.concerns(beside, path)
