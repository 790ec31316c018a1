"""The house has floors: a file imports from its own floor or from a lower one, and never in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WRITERS = 6
FLOORS = {
    "slides": 0,
    "slides.source": 0,
    "slides.problems": 0,
    "slides.geometry": 0,
    "slides.outlines": 0,
    "slides.look.assets": 0,  # knows folders, nothing of ours
    "slides.background": 0,
    "slides.beside": 0,
    "slides.scripts": 0,
    "slides.formula": 1,
    "slides.fetch": 0,
    "slides.inline": 1,
    "slides.scene": 1,
    "slides.scene_json": 1,
    "slides.scaling": 1,
    "slides.chart": 1,
    "slides.spec": 2,
    "slides.look": 3,
    "slides.diagram": 4,
    "slides.deck": 5,
    "slides.markdown": 5,
    "slides.write": WRITERS,
    "slides.build": 7,
    "slides.outputs": 7,
    "slides.theming": 7,
    "slides.batch": 7,
    "slides.reports": 7,
    "slides.sarif": 7,
    "slides.watch": 7,
    "slides.picture": 7,
    "slides.onto": 7,
    "slides.plugins": 8,
    "slides.terminal": 8,
    "slides.usage": 8,
    "slides.options": 8,
    "slides.embed": 7,
    "slides.completion": 8,
    "slides.cli": 8,
    "slides.cli_embed": 8,
    "slides.__main__": 8,
}
# Writers decide nothing: of what is above the Scene they know the theme, the fonts and the files alone.
OPEN_TO_WRITERS = {
    "slides.look",
    *(
        f"slides.look.{one}"
        for one in (
            "assets",
            "contrast",
            "decor",
            "families",
            "fonts",
            "grounds",
            "palette",
            "system_fonts",
            "theme",
            "theme_file",
        )
    ),
}


def module(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


FILES = {module(path): path for path in sorted((ROOT / "slides").rglob("*.py"))}


def floor(name: str) -> int:
    """The floor of a module, or of its package; every file right under `slides/` has to be named."""
    package, _, _ = name.rpartition(".")
    assert name in FLOORS or package != "slides", f"{name} has no floor yet: see ARCHITECTURE.md"
    return FLOORS[name if name in FLOORS else package]


def imports(name: str, *, on_loading: bool = False) -> Iterator[str]:
    """The modules of ours that a module imports; `on_loading`: as soon as it is imported itself."""
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    for node in _statements(tree) if on_loading else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} has a relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (found if found in FILES else str(node.module) for found in inner if _ours(node))


def _ours(node: ast.ImportFrom) -> bool:
    return node.module in FILES


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs on import: all but the bodies of functions and what is for the type checker."""
    for node in ast.iter_child_nodes(tree):
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not typing_only:
            yield node
            yield from _statements(node)


@pytest.mark.parametrize("name", FILES)
def test_a_file_imports_from_its_own_floor_or_from_a_lower_one(name: str) -> None:
    above = sorted({found for found in imports(name) if floor(found) > floor(name)})
    assert above == [], f"{name} (floor {floor(name)}) reaches up"


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("slides.write")])
def test_a_writer_knows_scenes_and_the_theme_only(name: str) -> None:
    others = {
        found for found in imports(name) if 2 <= floor(found) < WRITERS and found not in OPEN_TO_WRITERS
    }
    assert others == set()


def test_no_imports_run_in_a_circle() -> None:
    known = {name: set(imports(name)) - {name} for name in FILES}
    TopologicalSorter(known).prepare()  # raises CycleError


def mapped() -> dict[str, int]:
    """The modules that the table of ARCHITECTURE.md names, with their floors; a bare name stands in the
    folder of the first name of its row, an empty floor is that of the row above."""
    found, level = {}, ""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for number, files in re.findall(r"^\| (\d| ) \| (`[^|]+\.py`) \|", text, re.MULTILINE):
        level = number.strip() or level
        names = re.findall(r"`([^`]+)\.py`", files)
        folder = names[0].rpartition("/")[0]
        for name in names:
            path = name if "/" in name or not folder else f"{folder}/{name}"
            found[f"slides.{path}".replace("/", ".")] = int(level)
    return found


def test_the_map_names_every_file_on_its_floor() -> None:
    assert mapped() == {name: floor(name) for name, path in FILES.items() if path.name != "__init__.py"}


def test_every_floor_has_its_files() -> None:
    assert {name for name in FLOORS if name not in FILES} == set()
    assert len(FILES) > 30


@pytest.mark.parametrize(
    ("package", "homes"),
    [
        ("yaml", {"slides.spec.nodes", "slides.look.theme"}),
        ("pptx", {"slides.onto"}),
        ("diagrams", {"slides.diagram.graph"}),
        ("fontTools", {"slides.look.fonts"}),
        ("markdown_it", {"slides.inline", *(name for name in FILES if name.startswith("slides.markdown."))}),
        ("mdit_py_plugins", {"slides.markdown.parser"}),
        ("markdown", {"slides.plugins.markdown"}),
        ("mkdocs", {"slides.plugins.mkdocs"}),
        ("sphinx", {"slides.plugins.sphinx"}),
        ("docutils", {"slides.plugins.sphinx"}),
        ("bibtexparser", {"slides.spec.bibliography"}),
    ],
)
def test_a_dependency_is_touched_by_the_files_that_are_its_home(package: str, homes: set[str]) -> None:
    touched = set()
    for name, path in FILES.items():
        for node in _imports_of(path):
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(one.split(".")[0] == package for one in found):
                touched.add(name)
    assert touched <= homes


@cache
def _imports_of(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in tree if isinstance(node, ast.Import | ast.ImportFrom))


HEAVY = {"pptx", "lxml", "fpdf", "cairosvg", "resvg_py", "wasmtime", "diagrams", "fontTools", "pydantic"}


@pytest.mark.parametrize("name", ["slides", "slides.cli", "slides.source", "slides.scene", "slides.inline"])
def test_start_up_loads_nothing_heavy(name: str) -> None:
    waiting, seen = [name], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        waiting += [found for found in imports(one, on_loading=True) if found in FILES]
        tree = ast.parse(FILES[one].read_text(encoding="utf-8"))
        for node in _statements(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not HEAVY & {found.split(".")[0] for found in names}, f"{one} loads at once"
