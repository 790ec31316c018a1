"""Specs and pages that the tests of the plugins share."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

TREE = """\
deck: {title: Small}
roadmap:
  models:
    - {id: a, name: A, link: "more.md#part"}
    - {id: b, name: B, link: "https://example.org/b"}
  steps: [{from: a, to: b, method: Tuning}]
summary: [One point.]
"""
BROKEN = TREE.replace("to: b", "to: c")  # line 6, column 23


def site(root: Path, files: dict[str, str]) -> Path:
    """The folder `root` with these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def pictures(html: str) -> list[ElementTree.Element]:
    """The SVGs that a page holds; each is sound XML by itself."""
    return [ElementTree.fromstring(found) for found in re.findall("<svg .*?</svg>", html, re.DOTALL)]


def links(html: str) -> list[str]:
    """Where the links of the pictures lead."""
    return [
        element.attrib["href"]
        for picture in pictures(html)
        for element in picture.iter("{http://www.w3.org/2000/svg}a")
    ]


def ids(html: str) -> list[str]:
    """All ids of a page."""
    return re.findall(r'\bid="([^"]+)"', html)
