"""Small projects that Sphinx really builds."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from tests.plugins.sites import BROKEN, TREE, ids, links, pictures, site

pytest.importorskip("sphinx")
pytestmark = pytest.mark.filterwarnings("ignore")

CONF = 'project = "A"\nshow_warning_types = True\nextensions = ["slides.plugins.sphinx"]\n'
PAGE = "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n"


def build(
    root: Path, builder: str = "html", theme: str = "basic", conf: str = CONF
) -> tuple[Path, str, list[str]]:
    """The folder of what is built, what was warned of, and the documents that were read."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    (root / "conf.py").write_text(f'{conf}html_theme = "{theme}"\n', encoding="utf-8")
    out, said, warned = root / "_build" / builder, StringIO(), StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(root, root, out, root / "_build" / "doctrees", builder, status=said, warning=warned)
        reread: list[str] = []
        app.connect("source-read", lambda app, name, source: reread.append(name))
        app.build()
    return out, warned.getvalue(), reread


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_named_and_held_specs_become_pictures_in_html(tmp_path: Path) -> None:
    held = "".join(f"   {line}\n" for line in TREE.replace("more.md", "more.rst").splitlines())
    named = ".. roadmap:: spec/tree.yaml\n   :caption: From *A* to B\n   :name: tree\n\n:ref:`tree`\n\n"
    page = f"{PAGE}{named}.. roadmap::\n\n{held}"
    site(tmp_path, {"index.rst": page, "spec/tree.yaml": TREE, "more.rst": "More\n====\n"})
    out, warned, _ = build(tmp_path)
    html = read(out / "index.html")
    assert warned == ""
    assert len(pictures(html)) == 2
    assert "From <em>A</em> to B" in html
    assert len(ids(html)) == len(set(ids(html)))
    assert links(html)[0] == "spec/more.md#part"
    assert links(html)[2] == "more.html#part"


def test_a_page_is_read_again_when_its_spec_changes(tmp_path: Path) -> None:
    site(
        tmp_path,
        {"index.rst": PAGE + ".. roadmap:: tree.yaml\n", "tree.yaml": TREE, "other.rst": "Other\n=====\n"},
    )
    build(tmp_path)
    assert build(tmp_path)[2] == []
    site(tmp_path, {"tree.yaml": TREE.replace("Tuning", "Another method")})
    out, _, again = build(tmp_path)
    assert again == ["index"]
    assert "Another method" in read(out / "index.html")


def test_a_mistake_is_a_warning_in_its_place(tmp_path: Path) -> None:
    held = "".join(f"   {line}\n" for line in BROKEN.splitlines())
    page = f"{PAGE}.. roadmap:: tree.yaml\n\n.. roadmap::\n\n{held}"
    site(tmp_path, {"index.rst": page, "tree.yaml": BROKEN})
    out, warned, _ = build(tmp_path)
    line = page.splitlines().index(f"   {BROKEN.splitlines()[5]}") + 1
    assert f'{tmp_path / "tree.yaml"}:6: WARNING: error[unknown-model]: no model "c"' in warned
    assert f'{tmp_path / "index.rst"}:{line}: WARNING: error[unknown-model]: no model "c"' in warned
    assert "[roadmap.unknown-model]" in warned
    assert "This picture cannot be shown" in read(out / "index.html")


def test_nothing_outside_the_documentation_is_read(tmp_path: Path) -> None:
    page = f"{PAGE}.. roadmap:: ../secret.yaml\n"
    root = site(tmp_path, {"docs/index.rst": page, "secret.yaml": TREE}) / "docs"
    out, warned, _ = build(root)
    assert 'error[unreadable-file]: cannot read "../secret.yaml"' in warned
    assert pictures(read(out / "index.html")) == []


def test_latex_gets_a_pdf_and_text_gets_words(tmp_path: Path) -> None:
    site(tmp_path, {"index.rst": PAGE + ".. roadmap:: tree.yaml\n   :caption: A tree\n", "tree.yaml": TREE})
    out, _, _ = build(tmp_path, "latex")
    (pdf,) = out.glob("roadmap-*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert f"\\sphinxincludegraphics{{{pdf.name}}}" in read(next(out.glob("*.tex")))
    words = read(build(tmp_path, "text")[0] / "index.txt")
    assert "Road map of 2 models and 1 step" in words
    assert "B, by Tuning" in words


def test_myst_has_it_as_a_fence_and_mistakes_have_their_line_there(tmp_path: Path) -> None:
    pytest.importorskip("myst_parser")
    named = "```{roadmap} tree.yaml\n:caption: A\n```\n"
    page = f"# Home\n\n{named}\n```{{roadmap}}\n:width: 300\n\n{BROKEN}```\n"
    site(tmp_path, {"index.md": page, "tree.yaml": TREE})
    out, warned, _ = build(tmp_path, conf=CONF.replace('"]', '", "myst_parser"]'))
    line = page.splitlines().index(BROKEN.splitlines()[5]) + 1
    assert len(pictures(read(out / "index.html"))) == 1
    assert f"{tmp_path / 'index.md'}:{line}: WARNING: error[unknown-model]" in warned


def test_ids_stay_apart_where_all_documents_are_one_page(tmp_path: Path) -> None:
    other = "Other\n=====\n\n.. roadmap:: tree.yaml\n"
    site(tmp_path, {"index.rst": PAGE + ".. roadmap:: tree.yaml\n", "other.rst": other, "tree.yaml": TREE})
    found = [name for name in ids(read(build(tmp_path, "singlehtml")[0] / "index.html")) if "tree" in name]
    assert len(found) == len(set(found)) > 10


def test_a_theme_without_a_dark_side_has_light_pictures(tmp_path: Path) -> None:
    site(tmp_path, {"index.rst": PAGE + ".. roadmap:: tree.yaml\n", "tree.yaml": TREE})
    assert "[data-theme=dark] .tree-scene" in read(build(tmp_path)[0] / "index.html")
    assert "data-theme" not in read(build(tmp_path, theme="classic")[0] / "index.html")
