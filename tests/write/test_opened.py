"""A template is a file of somebody: what could do harm is refused or left behind, with the reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from slides.look import assets
from slides.write import pptx_opened
from slides.write.pptx_opened import TemplateError, opened

LIGHT = assets.template_file("light.pptx").read_bytes()
MASTER = "ppt/slideMasters/slideMaster1.xml"
LINKS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(files: Mapping[str, bytes | None], start: bytes = LIGHT) -> bytes:
    """The file with other contents; None takes one out."""
    with zipfile.ZipFile(io.BytesIO(start)) as file:
        every: dict[str, bytes | None] = {name: file.read(name) for name in file.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (every | dict(files)).items():
            if data is not None:
                file.writestr(name, data)
    return made.getvalue()


def part(name: str, start: bytes = LIGHT) -> bytes:
    with zipfile.ZipFile(io.BytesIO(start)) as file:
        return file.read(name)


def linked(kind: str, target: str, extra: str = "") -> bytes:
    """The master's relationships with one more."""
    more = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" {extra}/></Relationships>'
    return part(LINKS).replace(b"</Relationships>", more.encode())


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no PowerPoint file"),
        (b"PK\x03\x04 and then nothing", "no PowerPoint file"),
        (LIGHT[:5000], "no PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "password"),
        (changed({"_rels/.rels": None}), "no presentation"),
        (changed({MASTER: ENTITIES}), "entities"),
        (changed({MASTER: OUTSIDE}), "entities"),
        (changed({"ppt/presentation.xml": b"<p:broken"}), "broken"),
        (changed({"../../evil.txt": b"x"}), "leads out"),
        (changed({"/evil.txt": b"x"}), "leads out"),
        (changed({"c:\\evil.txt": b"x"}), "leads out"),
        (changed({MASTER.upper(): b"x"}), "two files of one name"),
        (changed({LINKS: linked("image", "file:///etc/passwd", 'TargetMode="External"')}), "not in the file"),
        (changed({LINKS: linked("image", "//host/share/x.png", 'TargetMode="External"')}), "not in the file"),
    ],
)
def test_what_is_no_template_or_could_do_harm_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(TemplateError, match=reason):
        opened(data)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pptx_opened, "LARGEST", 2_000_000)
    bomb = changed({"ppt/media/a.png": bytes(50_000_000), LINKS: linked("image", "../media/a.png")})
    assert len(bomb) < 100_000
    with pytest.raises(TemplateError, match="larger than"):
        opened(bomb)


def test_a_bomb_that_nothing_leads_to_is_not_even_read() -> None:
    assert len(opened(changed({"ppt/media/a.png": bytes(150_000_000)})).parts) == len(opened(LIGHT).parts)


def test_an_embedded_object_goes_with_the_shape_that_shows_it() -> None:
    shape = b'<p:pic><p:nvPicPr><p:cNvPr id="99" name="x" r:id="rIdX"/></p:nvPicPr></p:pic></p:spTree>'
    files = {
        MASTER: part(MASTER).replace(b"</p:spTree>", shape),
        LINKS: linked("oleObject", "../embeddings/o.bin"),
        "ppt/embeddings/o.bin": b"x",
    }
    found = opened(changed(files))
    assert not [one.name for one in found.parts if "embeddings" in one.name]
    assert b"rIdX" not in found.part(f"/{MASTER}").data
    assert b"p:pic" not in found.part(f"/{MASTER}").data


@pytest.mark.parametrize(
    ("address", "kept"), [("https://example.org/", True), ("javascript:alert(1)", False)]
)
def test_a_link_is_kept_where_it_leads_to_a_page(address: str, kept: bool) -> None:
    click = b'<a:hlinkClick r:id="rIdX"/></p:cNvPr>'
    master = part(MASTER).replace(b'<p:cNvPr id="2" name="Title"/>', b'<p:cNvPr id="2" name="Title">' + click)
    found = opened(changed({MASTER: master, LINKS: linked("hyperlink", address, 'TargetMode="External"')}))
    written = found.part(f"/{MASTER}")
    assert (b"hlinkClick" in written.data) == kept
    assert (address in [one.target for one in written.relations]) == kept
    assert b'name="Title"' in written.data


def with_macros() -> bytes:
    rels = part("ppt/_rels/presentation.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>',
    )
    types = part("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )
    files = {
        "ppt/_rels/presentation.xml.rels": rels,
        "[Content_Types].xml": types,
        "ppt/vbaProject.bin": b"x",
    }
    return changed(files)


def test_macros_are_left_behind_and_told() -> None:
    found = opened(with_macros())
    assert found.macros
    assert found.main.type.endswith("presentation.main+xml")
    assert not [one.name for one in found.parts if "vba" in one.name]
    assert found.main.name == "/ppt/presentation.xml"
