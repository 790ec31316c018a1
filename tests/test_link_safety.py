"""Links are http, https, mailto or relative, from whatever input into whatever output."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import pytest

from slides.build import plan, rendered
from slides.look import theme as themes
from slides.markdown import note
from slides.scene import Deck, Scene, Slide
from slides.source import Problem, SpecError
from slides.spec.document import Document
from slides.spec.read import read
from slides.write import html, pdf, powerpoint, svg
from tests.write.sample_scene import of_text, run

LIGHT = themes.load("light")
BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,hello",
    "file:///etc/hostname",
    "ms-msdt:/id",
    "ppaction://macro?name=x",
    "//evil.example/a",
    "https://bank.example@evil.example/",
)
PLACES = {
    "a model": "roadmap: {models: [{id: a, name: A, link: LINK}]}",
    "a reference": "summary: ['[@r]']\nreferences: {r: {title: R, link: LINK}}",
    "a text": "summary: ['[words](LINK)']",
    "a picture": "sections: [{title: A, blocks: [{picture: a.png, alt: A, link: LINK}]}]",
    "what the speaker adds": "summary: [{text: A, say: '[words](LINK)'}]",
    "a cell": "sections: [{title: A, blocks: [{table: [[A], ['[words](LINK)']]}]}]",
    "a caption": "sections: [{title: A, blocks: [{picture: a.png, alt: A, caption: '[words](LINK)'}]}]",
}
ALL = ("svg", "html", "pptx", "slides.pdf", "handout.pdf")
FOLLOWED = re.compile(rb"""(?:href|Target)=["']([^"'#][^"']*)|/URI \(([^)]*)\)""")


def followed(data: bytes) -> set[str]:
    """Every address that an output leads to, those of its own parts aside."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.endswith(".rels")]
            parts = re.findall(rb"<Relationship [^>]*External[^>]*>", b"".join(map(package.read, names)))
    found = {one or other for part in parts for one, other in FOLLOWED.findall(part)}
    return {address.decode("latin-1") for address in found if not address.startswith(b"data:image/")}


@pytest.mark.parametrize("place", PLACES)
def test_a_spec_with_another_link_is_refused_wherever_it_stands(place: str) -> None:
    for href in BAD:
        found = problems("deck: {title: A}\n" + PLACES[place].replace("LINK", href))
        assert [problem for problem in found if problem.severity == "error"], href


def problems(spec: str) -> Sequence[Problem]:
    try:
        return read(spec, "a.yaml").warnings
    except SpecError as error:
        return error.problems


def test_what_looks_like_a_link_but_is_none_stays_words() -> None:
    points = "".join(f"  - 'A <{href}>'\n" for href in BAD if not problems(AUTOLINK.format(href)))
    assert points.count("\n") < len(BAD)
    assert addresses(read(f"deck: {{title: A}}\nsummary:\n{points}  - B\n", "a.yaml")) == set()


AUTOLINK = "deck: {{title: A}}\nsummary: ['<{}>']\n"


def addresses(document: Document) -> set[str]:
    """What all outputs of a spec lead to."""
    outputs = rendered(plan(document, formats=ALL), ALL)
    return {one for data in outputs.values() for one in followed(data)}


NOTES = {
    "a link": "[words](LINK)",
    "a link by name": "[words][r]\n\n[r]: LINK",
    "an autolink": "<LINK>",
    "a tag": "<a href='LINK'>words</a>",
    "a tag with more": "<a href='LINK' onclick='alert(1)' target='_blank'>words</a>",
    "a picture": "![words](LINK)",
    "a picture's tag": "<img src='LINK' onerror='alert(1)' alt='words'>",
    "a frame": "<iframe src='LINK'></iframe>\n\nwords",
}


@pytest.mark.parametrize("place", NOTES)
def test_no_output_of_a_note_follows_another_link(place: str) -> None:
    asked = "\n\n".join(f"## {at}\n\n{NOTES[place].replace('LINK', href)}" for at, href in enumerate(BAD))
    assert addresses(note.read(f"# Notes\n\n{_own_names(asked)}\n", "a.md", None)) == set()


def _own_names(text: str) -> str:
    """Each `[r]` and its definition under a name of its own."""
    parts = text.split("## ")
    return "## ".join(part.replace("[r]", f"[r{at}]") for at, part in enumerate(parts))


def slide_of(scene: Scene) -> Deck:
    return Deck("A", "", "", (), "en", "", (Slide("a", "figure", "", scene),))


WRITERS: dict[str, Callable[[Scene], object]] = {
    "svg": lambda scene: svg.write(scene, LIGHT),
    "svg of a deck": lambda scene: svg.write(scene, LIGHT, within=True),
    "html": lambda scene: html.write(slide_of(scene), LIGHT),
    "powerpoint": lambda scene: powerpoint.write(slide_of(scene), LIGHT),
    "pdf": lambda scene: pdf.write([scene], LIGHT, title="A"),
}


def test_a_picture_that_is_an_address_links_to_it_only_where_it_may() -> None:
    spec = "deck: {title: A}\nsections: [{title: A, blocks: [{picture: 'LINK', alt: A}]}]\n"
    assert addresses(read(spec.replace("LINK", "https://example.org/a.png"), "a.yaml"))
    assert addresses(read(spec.replace("LINK", "https://bank.example@evil.example/"), "a.yaml")) == set()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_refuses_another_link_by_itself(writer: str) -> None:
    for href in BAD[:-1]:  # the last is what only the checks of a spec know
        with pytest.raises(ValueError, match="not a web or mail address"):
            WRITERS[writer](of_text(run("words", href=href)))
