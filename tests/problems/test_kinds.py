"""Every problem of the package is of a kind that is explained, and every kind that is explained comes up."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from slides import batch, build, embed
from slides.diagram.layout import Engine
from slides.markdown.file import imported, read_file
from slides.plugins.wanted import Place, wanted
from slides.problems import EVERY, Kind, page
from slides.source import Problem, Source, SpecError, render
from slides.spec import bibliography
from tests.write.test_any_template import blank
from tests.write.test_opened import LIGHT, with_macros

PACKAGE = Path(__file__).parents[2] / "slides"
MAKERS = {"Problem", "warn", "report"}  # what takes a code first
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
USUAL = {"text-too-long"}  # what `Setting.problem` takes unless it is told another


def codes() -> Iterator[str]:
    """The codes that the package writes: in calls that make a problem, and in the table of explain.py."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                first = node.args[:1] if _name(node.func) in MAKERS else []
                named = [word.value for word in node.keywords if word.arg == "code"]
                yield from (one.value for one in (*first, *named) if _is_text(one))
            elif path.name == "explain.py" and isinstance(node, ast.Tuple) and len(node.elts) == 2:
                code, words = node.elts
                if _is_text(code) and isinstance(words, ast.Name | ast.Call):
                    yield code.value


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_code_of_the_package_is_explained_and_every_explained_one_is_used() -> None:
    assert set(codes()) | USUAL == set(EVERY)


def test_codes_are_plain_words() -> None:
    assert [code for code in EVERY if not CODE.fullmatch(code)] == []


# What an example leaves out, by its top-level keys.
REST = {
    "deck": "deck: {title: An example}\n",
    "roadmap": "roadmap: {models: [{id: base, name: Base}, {id: chat, name: Chat}]}\n",
}


def written(kind: Kind, folder: Path) -> Path:
    """The example of a kind as a whole file."""
    path = folder / ("note.md" if kind.language == "markdown" else "spec.yaml")
    text = kind.example
    if kind.language == "yaml" and kind.code != "empty-file":
        keys = re.findall(r"^(\w+):", text, re.MULTILINE)
        needs = [key for key in REST if key == "deck" or (key == "roadmap" and "abilities" in keys)]
        text = "".join(REST[key] for key in needs if key not in keys) + text
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def problems(path: Path, engine: Engine = "embedded") -> tuple[Problem, ...]:
    try:
        return build.plan(read_file(path), folder=path.parent, engine=engine).warnings
    except SpecError as error:
        return error.problems


SHOWN = [kind for kind in EVERY.values() if kind.example]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.code)
def test_the_example_of_a_kind_has_that_problem(kind: Kind, tmp_path: Path) -> None:
    found = [problem for problem in problems(written(kind, tmp_path)) if problem.code == kind.code]
    assert found
    assert {problem.severity for problem in found} == {kind.severity}
    assert f"{kind.severity}[{kind.code}]: " in render(found[0])


def _written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _bibtex(text: str) -> list[Problem]:
    return bibliography.references(Source("refs.bib", text))[1]


def _imported_elsewhere(folder: Path) -> list[Problem]:
    note = _written(folder, "note.md", "# A\n\n![A picture](picture.png)\n")
    return list(imported(note, folder / "below" / "spec.yaml").problems)


def _unlaid(folder: Path) -> tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder))
        spec = "deck: {title: A}\nroadmap: {models: [{id: a, name: A}]}\n"
        return problems(_written(folder, "spec.yaml", spec), "system")


def _unwritten(folder: Path) -> tuple[Problem, ...]:
    spec = _written(folder, "spec.yaml", "deck: {title: A}\n")
    return batch.built(spec, batch.Job(spec)).problems


def _asked_for(folder: Path, what: str) -> tuple[Problem, ...]:
    spec = _written(folder, "spec.yaml", REST["deck"] + "summary: [One point.]\n")
    with pytest.raises(SpecError) as found:
        embed.picture(read_file(spec), what)
    return found.value.problems


def _themed(folder: Path, text: str) -> tuple[Problem, ...]:
    _written(folder, "my.yaml", text)
    return problems(_written(folder, "spec.yaml", "deck: {title: A, theme: my.yaml}\nsummary: [One.]\n"))


def _asked_wrongly(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as found:
        wanted({}, (), place=Place(folder / "page.md", "page.md", (folder,)), line=1, before=1)
    return found.value.problems


def _nothing_written(folder: Path) -> tuple[Problem, ...]:
    spec = _written(folder, "spec.yaml", "deck: {title: A}\n")
    return batch.built(spec, batch.Job(folder / "out", ("svg",))).problems


def _templated(folder: Path, data: bytes, theme: str = "light") -> tuple[Problem, ...]:
    _written(folder, "a.pptx", data)
    return problems(_written(folder, "spec.yaml", f"deck: {{title: A, template: a.pptx, theme: {theme}}}\n"))


def _many(folder: Path) -> tuple[Problem, ...]:
    models = "".join(f"    - {{id: m{number}, name: M}}\n" for number in range(2001))
    return problems(_written(folder, "spec.yaml", f"deck: {{title: A}}\nroadmap:\n  models:\n{models}"))


# The kinds whose mistake no few lines show.
OTHERWISE: dict[str, Callable[[Path], Iterable[Problem]]] = {
    "unreadable-file": lambda folder: problems(folder / "none.yaml"),
    "file-too-large": lambda folder: problems(_written(folder, "spec.yaml", "# " + "x" * 2_000_001)),
    "not-text": lambda folder: problems(_written(folder, "spec.yaml", b"\x89PNG\xff")),
    "too-many": _many,
    "bibtex-key": lambda folder: _bibtex("@misc{a, title={A}}\n@misc{a, title={B}}\n"),
    "bibtex-entry": lambda folder: _bibtex("@misc{a, title={A\n@misc{b, title={B}}\n"),
    "picture-outside": _imported_elsewhere,
    "no-layout": _unlaid,
    "not-written": _unwritten,
    "theme-value": lambda folder: _themed(folder, "colours: {bleu: red}\n"),
    "low-contrast": lambda folder: _themed(folder, 'colours: {slate: "#AAAAAA"}\n'),
    "font-not-at-hand": lambda folder: _themed(folder, "fonts: {sans: Verdana}\n"),
    "font-unreadable": lambda folder: _themed(folder, "fonts: {sans: {name: A, regular: a.ttf}}\n"),
    "wrong-request": _asked_wrongly,
    "nothing-written": _nothing_written,
    "template-part-missing": lambda folder: _templated(folder, blank()),
    "template-macros": lambda folder: _templated(folder, with_macros()),
    "theme-and-template": lambda folder: _templated(folder, LIGHT, "dark"),
    "no-such-picture": lambda folder: _asked_for(folder, "sumary"),
}
# What no input that we know of leads to: nets below the other checks.
NETS = {"wrong-value", "words-lost", "unclear-roadmap"}


@pytest.mark.parametrize("code", OTHERWISE)
def test_a_kind_without_an_example_comes_up_as_well(code: str, tmp_path: Path) -> None:
    found = [problem for problem in OTHERWISE[code](tmp_path) if problem.code == code]
    assert {problem.severity for problem in found} == {EVERY[code].severity}


def test_every_kind_is_shown_to_come_up() -> None:
    assert {kind.code for kind in SHOWN} | set(OTHERWISE) | NETS == set(EVERY)


def test_the_page_has_a_section_for_each_code() -> None:
    assert re.findall(r"^### (.*)", page.page(), re.MULTILINE) == list(EVERY)


def test_titles_tell_kinds_apart() -> None:
    named = [(kind.title, kind.severity) for kind in EVERY.values()]
    assert len(set(named)) == len(named)
