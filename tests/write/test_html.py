"""A deck as one HTML page."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha256

from slides.build import plan
from slides.deck import handout
from slides.look import theme as themes
from slides.scene import texts
from slides.spec.read import read
from slides.write import html, pdf

SPEC = """\
deck: {title: "A <b>deck</b>"}
roadmap:
  reveal: tree
  models: [{id: a, name: First}, {id: b, name: Second}]
  steps: [{from: a, to: b, method: Tuning}]
summary: ["See [the tree](#roadmap) and [more](https://example.org)."]
"""
LIGHT = themes.load("light")


def page() -> str:
    return html.write(plan(read(SPEC, "x.yaml")).deck, LIGHT)


def test_the_page_needs_nothing_from_elsewhere_and_runs_its_own_script_only() -> None:
    text = page()
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    policy = re.search(r"script-src 'sha256-([^']+)'", text)
    assert script is not None
    assert policy is not None
    assert b64decode(policy[1]) == sha256(script[1].encode()).digest()
    assert not re.search(r'(src|href)="(?!#|https://example\.org|data:)', text)
    assert "A &lt;b&gt;deck" in text or "A deck" in text


def test_ids_are_unique_links_between_slides_work_and_steps_are_counted() -> None:
    text = page()
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert 'data-steps="1"' in text
    assert 'data-step="1"' in text


def test_the_same_deck_is_the_same_page() -> None:
    assert page() == page()


def test_a_hand_out_has_every_slide_and_every_word_of_its_notes() -> None:
    deck = plan(read(SPEC, "x.yaml")).deck
    pages = handout.pages(deck, LIGHT)
    assert [name for name, _ in pages if name] == [slide.id for slide in deck.slides]
    shown = "".join(
        piece.run.text
        for _, scene in pages
        for text in texts(scene.items)
        for line in text.lines
        for piece in line.pieces
    )
    for slide in deck.slides:
        for paragraph in slide.notes:
            assert "".join(paragraph.plain.split()) in "".join(shown.split())


def test_slides_as_pdf_keep_their_links_to_each_other() -> None:
    deck = plan(read(SPEC, "x.yaml")).deck
    names, scenes = zip(*handout.slides(deck), strict=True)
    data = pdf.write(scenes, LIGHT, title=deck.title, names=names)
    assert data == pdf.write(scenes, LIGHT, title=deck.title, names=names)
    assert b"/Dests" in data or b"/Names" in data
