"""The extension of Python-Markdown, without any tool around it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.plugins.sites import BROKEN, TREE, ids, pictures, site

markdown = pytest.importorskip("markdown")


def page(text: str, folder: Path) -> str:
    name = "slides.plugins.markdown"
    return str(markdown.markdown(text, extensions=[name], extension_configs={name: {"folder": str(folder)}}))


def test_a_fence_becomes_a_figure_between_its_neighbours(tmp_path: Path) -> None:
    site(tmp_path, {"tree.yaml": TREE})
    html = page('Before.\n\n```roadmap tree.yaml caption="From A to B"\n```\nAfter.', tmp_path)
    assert html.startswith("<p>Before.</p>\n<figure")
    assert html.endswith("</figure>\n\n<p>After.</p>")
    assert "<figcaption>From A to B</figcaption>" in html
    assert len(pictures(html)) == 1


def test_the_same_spec_twice_shares_no_id(tmp_path: Path) -> None:
    site(tmp_path, {"tree.yaml": TREE})
    found = ids(page("```roadmap tree.yaml\n```\n\n```roadmap tree.yaml\n```", tmp_path))
    assert len(found) == len(set(found)) > 10


def test_markdown_takes_nothing_in_a_picture_for_its_own(tmp_path: Path) -> None:
    words = "deck: {title: A}\nroadmap: {models: [{id: a, name: 'A *b* <i> & `c` [d](e)'}]}"
    (picture,) = pictures(page(f"```roadmap\n{words}\n```", tmp_path))
    assert "A b <i> & c d" in "".join(picture.itertext())


def test_a_mistake_is_told_and_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    site(tmp_path, {"tree.yaml": BROKEN})
    with caplog.at_level(logging.WARNING, "slides"):
        html = page("```roadmap tree.yaml\n```", tmp_path)
    assert 'tree.yaml:6:25: error[unknown-model]: no model "c" in the road map' in caplog.text
    assert "tree.yaml:6:25: error[unknown-model]" in html
    assert pictures(html) == []


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "link.yaml", "sub/../../secret.yaml", "C:/secret.yaml", "~/x"]
)
def test_nothing_outside_the_folder_is_read(name: str, tmp_path: Path) -> None:
    site(tmp_path, {"secret.yaml": TREE, "docs/sub/a.yaml": TREE})
    (tmp_path / "docs" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    html = page(f"```roadmap {name}\n```", tmp_path / "docs")
    assert pictures(html) == []
    assert "error[unreadable-file]" in html


def test_a_held_spec_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    site(tmp_path, {"refs.bib": "@misc{a, title={Secret}}", "docs/a.md": ""})
    held = "deck: {title: A, source: a}\nreferences: ../refs.bib\nroadmap: {models: [{id: a, name: A}]}"
    html = page(f"```roadmap\n{held}\n```", tmp_path / "docs")
    assert pictures(html) == []
    assert "Secret" not in html
