"""Themes that authors write: what they may say, and what each mistake is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides import build
from slides.look import assets, palette, theme_file
from slides.look.contrast import TEXT, contrast
from slides.look.theme import Theme, load
from slides.markdown.file import read_file
from slides.scene import texts
from slides.source import Problem, Source, SpecError
from tests.look.seen import seen
from tests.look.test_contrast import SPECS, scenes

ROOT = Path(__file__).parents[2]
EXAMPLE = re.findall(
    r"```yaml\n(.*?)```", (ROOT / "docs" / "themes.md").read_text(encoding="utf-8"), re.DOTALL
)[0]


def read(text: str, folder: Path | None = None) -> tuple[Theme | None, list[Problem]]:
    return theme_file.read(Source("my.yaml", text), folder, "my")


def theme(text: str, folder: Path | None = None) -> Theme:
    found, problems = read(text, folder)
    assert found is not None, problems
    return found


def problem(text: str, folder: Path | None = None) -> Problem:
    _, (found,) = read(text, folder)
    return found


def shown(one: Problem) -> str:
    assert one.span is not None
    return one.span.source.text[one.span.start : one.span.end]


def test_the_example_of_the_page_has_no_mistake_and_builds(tmp_path: Path) -> None:
    found, problems = read(EXAMPLE)
    assert [one.code for one in problems] == ["font-not-at-hand"]
    assert found
    (tmp_path / "forest.yaml").write_text(EXAMPLE, encoding="utf-8")
    spec = tmp_path / "a.yaml"
    spec.write_text("deck: {title: A, theme: forest.yaml}\nsummary: [one, two]\n", encoding="utf-8")
    assert [path.suffix for path in build.build(spec, tmp_path)] == [".pptx"]


def test_what_a_theme_does_not_say_is_its_bases() -> None:
    base, found = load("dark"), theme('base: dark\ncolours: {blue: "#8ADBA8"}\n')
    assert found.colour("blue").hex == "#8ADBA8"
    assert found.colour("ink") == base.colour("ink")
    assert found.text["body"] == base.text["body"]
    assert found.template == ""


def test_a_named_colour_brings_its_tint_and_its_shade_for_the_other_kind_of_page() -> None:
    found = theme('colours: {blue: "#7A1FA2"}\n')
    assert found.tint("blue") != load("light").tint("blue")
    assert contrast(found.dark["blue"], found.dark["paper"]) >= TEXT
    assert contrast(found.dark["blue"], found.dark["blue-tint"]) >= TEXT


@pytest.mark.parametrize(
    ("text", "code", "at", "hint"),
    [
        ('colours: {bleu: "#000000"}', "theme-value", "bleu", "blue"),
        ("colour: {}", "theme-value", "colour", "colours"),
        ("base: drak", "theme-value", "drak", "dark"),
        ("colours: {blue: 1F5F99}", "theme-value", "1F5F99", "quotes"),
        ("colours: {blue: {light: red}}", "theme-value", "red", "quotes"),
        ("text: {body: {sizes: [12, 14]}}", "theme-value", "[12, 14]", None),
        ("text: {body: {sizes: [900]}}", "theme-value", "900", None),
        ("text: {body: {colour: inc}}", "theme-value", "inc", "ink"),
        ("text: {body: {bold: perhaps}}", "theme-value", "perhaps", "true, false"),
        ("layouts: {content: {body: [0, 0, 5000, 10]}}", "theme-value", "5000", None),
        ("layouts: {content: {body: [48, 30, 864, 300]}}", "theme-value", "[48, 30, 864, 300]", "move"),
        ("fonts: {sans: {regular: a.ttf}}", "theme-value", "{regular: a.ttf}", "name"),
        ("fonts: {sans: {name: A, regular: ../../a.ttf}}", "font-unreadable", "../../a.ttf", "folder"),
        ("fonts: {sans: {name: A, regular: my.yaml}}", "font-unreadable", "my.yaml", "folder"),
        ('colours: {slate: "#9AA5B0"}', "low-contrast", '"#9AA5B0"', "#"),
        ("fonts: {sans: Nobody Knows}", "font-not-at-hand", "Nobody Knows", "fonts"),
        ("[1]", "theme-value", "[1]", "colours"),
        ("base: *b", "yaml-anchor", "*b", None),
    ],
)
def test_a_mistake_is_told_in_its_place(
    tmp_path: Path, text: str, code: str, at: str, hint: str | None
) -> None:
    (tmp_path / "my.yaml").write_text(text, encoding="utf-8")
    _, problems = read(text, tmp_path)
    found = next(one for one in problems if one.code == code and shown(one) == at)
    assert hint is None or hint in (found.hint or "")


def test_a_warning_about_contrast_names_both_colours_and_one_that_passes() -> None:
    found = problem('colours: {slate: "#9AA5B0"}')
    assert '"slate" (#9AA5B0) on ' in found.message
    assert re.search(r"contrast of \d\.\d:1", found.message)
    instead = re.findall("#[0-9A-F]{6}", found.hint or "")[0]
    assert read(f'colours: {{slate: "{instead}"}}')[1] == []


HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(("blue", "violet", "gain", "loss", "doubt", "slate", "link")), HEX)
def test_what_the_hint_suggests_passes(name: str, value: str) -> None:
    for found in read(f'colours: {{{name}: "{value}"}}')[1]:
        for instead in re.findall(r'"(#[0-9A-F]{6})"', found.hint or ""):
            assert not read(f'colours: {{{name}: "{instead}"}}')[1]


def test_the_pairs_that_decks_show_are_the_pairs_that_are_checked() -> None:
    for path in SPECS:
        found, paper = scenes(path, "light")
        for scene in found:
            for one in seen(scene, paper):
                if one.colour.name and one.least == TEXT:
                    assert one.colour.name in palette.ON[one.ground.name], one


def test_a_theme_outside_of_the_specs_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("base: dark\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    spec = tmp_path / "in" / "a.yaml"
    spec.write_text("deck: {title: A, theme: ../mine.yaml}\nsummary: [one]\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        build.plan(read_file(spec), folder=spec.parent)
    (found,) = caught.value.problems
    assert (found.code, "leads out" in found.message) == ("theme-unreadable", True)


def test_font_files_are_measured_and_embedded(tmp_path: Path) -> None:
    for name in ("Regular", "Bold"):
        shutil.copy(assets.font_file(f"LiberationSerif-{name}.ttf"), tmp_path / f"Own-{name}.ttf")
    (tmp_path / "my.yaml").write_text(
        "fonts: {sans: {name: Own Serif, regular: Own-Regular.ttf, bold: Own-Bold.ttf}}\n", encoding="utf-8"
    )
    spec = tmp_path / "a.yaml"
    said = "deck: {title: A, theme: my.yaml}\nroadmap: {models: [{id: a, name: Illimitable}]}\n"
    spec.write_text(said, encoding="utf-8")
    planned = build.plan(read_file(spec), folder=tmp_path)
    assert planned.warnings == ()
    pdf = build.rendered(planned, ("pdf",))["pdf"]
    assert b"LiberationSerif" in pdf
    assert b"LiberationSans" not in pdf
    assert str(tmp_path).encode() not in pdf
    spec.write_text(said.replace(", theme: my.yaml", ""), encoding="utf-8")
    assert build.plan(read_file(spec), folder=tmp_path).tree != planned.tree


def test_a_broken_font_is_a_problem(tmp_path: Path) -> None:
    data = assets.font_file("LiberationSans-Regular.ttf").read_bytes()
    for broken in (b"", b"no font at all", data[:3000], data[:200] + b"\xff" * 5000):
        (tmp_path / "a.ttf").write_bytes(broken)
        found, (wrong,) = read("fonts: {sans: {name: A, regular: a.ttf}}", tmp_path)
        assert (found, wrong.code) == (None, "font-unreadable")


def test_a_theme_may_have_small_text_only(tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text("text: {body: {sizes: [12, 10]}}\n", encoding="utf-8")
    spec = tmp_path / "a.yaml"
    said = "deck: {title: A, theme: my.yaml}\nsummary: [one, two]\n"
    spec.write_text(said + "sections: [{title: B, blocks: [Some words.]}]\n", encoding="utf-8")
    planned = build.plan(read_file(spec), folder=tmp_path)
    body = next(slide for slide in planned.deck.slides if slide.id == "summary")
    text = next(one for one in texts(body.scene.items) if one.role == "body")
    assert text.paragraphs[0].runs[0].size < 14
