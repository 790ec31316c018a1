"""Pictures for other documents: what `slides embed` prints can be pasted and shows the picture."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from slides import embed
from slides.cli import main
from slides.source import SpecError
from slides.spec.read import read
from tests.conftest import SEED

SPEC = """\
deck: {title: Small}
roadmap:
  title: "A [small] *tree*"
  models:
    - {id: a, name: "A <b>", link: "notes.md#a"}
    - {id: b, name: B, link: "https://example.org/b"}
  steps: [{from: a, to: b, method: Tuning}]
summary: [One point.]
"""


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spec").mkdir()
    Path("spec/small.yaml").write_text(SPEC, encoding="utf-8")


Capture = pytest.CaptureFixture[str]


def printed(capsys: Capture, *options: str) -> str:
    assert main(["embed", "spec/small.yaml", *options]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


class Tags(HTMLParser):
    """The elements of a page, and that each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "img":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> dict[str, str | None]:
        return next(attributes for found, attributes in self.found if found == tag)


def test_html_holds_the_picture_with_its_caption(capsys: Capture) -> None:
    out = printed(capsys, "--caption", "From A to <B>")
    tags = [tag for tag, _ in Tags(out).found]
    assert tags[:4] == ["figure", "div", "div", "svg"]
    assert "<figcaption>From A to &lt;B&gt;</figcaption>" in out


def test_a_snippet_has_no_empty_line_so_that_markdown_takes_it_as_one_block(capsys: Capture) -> None:
    out = printed(capsys, "--as", "markdown", "--by", "inline")
    assert "\n\n" not in out
    assert [token.type for token in MarkdownIt().parse(f"Before\n\n{out}\nAfter")].count("html_block") == 1


def test_a_reference_leads_to_the_file_that_is_written(capsys: Capture) -> None:
    out = printed(capsys, "--as", "markdown", "-o", "docs/a b.svg", "--page", "docs/pages/index.md")
    assert Path("docs/a b.svg").read_text(encoding="utf-8").startswith("<svg ")
    (token,) = MarkdownIt().parseInline(out)
    image = (token.children or [])[0]
    assert image.attrs["src"] == "../a%20b.svg"
    assert image.content == "Road map of 2 models and 1 step, from A <b> to B."


def test_an_image_and_an_object_say_what_they_show_and_how_large_they_are(capsys: Capture) -> None:
    image = Tags(printed(capsys, "--by", "img", "--alt", 'say "A"')).of("img")
    assert image["src"] == "small.svg"
    assert image["alt"] == 'say "A"'
    assert re.fullmatch("[0-9]+", image["width"] or "")
    held = Tags(printed(capsys, "--by", "object", "--src", "https://example.org/a.svg")).of("object")
    assert (held["data"], held["type"]) == ("https://example.org/a.svg", "image/svg+xml")
    assert held["aria-label"]


def test_an_inlined_picture_is_called_as_asked(capsys: Capture) -> None:
    out = printed(capsys, "--alt", "How <B> came\n about")
    assert '<title id="small-title">How &lt;B&gt; came about</title>' in out


def test_rest_has_a_figure_with_its_words(capsys: Capture) -> None:
    out = printed(capsys, "--as", "rst", "--caption", "From A to B")
    assert out.startswith(".. figure:: small.svg\n   :alt: Road map of 2 models")
    assert out.endswith("\n\n   From A to B\n")
    raw = printed(capsys, "--as", "rst", "--by", "inline")
    assert raw.startswith(".. raw:: html\n\n   <figure")
    assert all(line.startswith("   ") for line in raw.splitlines()[2:])


def test_links_are_seen_from_the_page(capsys: Capture) -> None:
    out = printed(capsys, "--page", "docs/index.html")
    targets = [attributes["href"] for tag, attributes in Tags(out).found if tag == "a"]
    assert targets == ["../spec/notes.md#a", "https://example.org/b"]


def test_a_slide_can_be_shown_and_a_misspelt_one_is_a_problem(capsys: Capture) -> None:
    assert "One point." in printed(capsys, "--what", "summary")
    assert main(["embed", "spec/small.yaml", "--what", "sumary"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[:2]) == (
        "",
        ['error[no-such-picture]: no slide "sumary" in the deck', '  hint: did you mean "summary"?'],
    )


def test_a_spec_without_a_road_map_names_its_slides() -> None:
    with pytest.raises(SpecError, match="summary"):
        embed.picture(read("deck: {title: A}\nsummary: [b]\n", "a.yaml"))


def test_ids_can_be_given_another_name(capsys: Capture) -> None:
    ids = [attributes.get("id") for _, attributes in Tags(printed(capsys, "--id", "Second one")).found]
    assert all(str(name).startswith("second-one-") for name in ids if name)


def test_a_fixed_width_and_scheme(capsys: Capture) -> None:
    tags = Tags(printed(capsys, "--svg-width", "300", "--svg-theme", "dark"))
    assert tags.of("svg")["width"] == "300"


@pytest.mark.parametrize(
    "options",
    [["--src", "javascript:alert(1)"], ["-o", "tree.png"], ["--by", "iframe"], ["--svg-width", "0"]],
)
def test_wrong_usage_is_refused(options: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["embed", "spec/small.yaml", *options])


def test_a_mistake_in_the_spec_writes_nothing(capsys: Capture) -> None:
    Path("bad.yaml").write_text("deck: {titel: A}\n", encoding="utf-8")
    assert main(["embed", "bad.yaml", "-o", "bad.svg"]) == 1
    assert "bad.yaml:1:8: error[unknown-key]" in capsys.readouterr().err
    assert not Path("bad.svg").exists()


def test_in_print_nothing_is_scrolled_away() -> None:
    html = embed.html(embed.picture(read(SPEC, "small.yaml")))
    assert '<div class="slides-frame" style="overflow-x:auto">' in html
    assert "@media print{" in html
    assert ".slides-frame,.slides-frame>div{overflow:visible!important;min-width:0!important}" in html


def test_letters_that_would_get_too_small_are_scrolled_to() -> None:
    shown = embed.picture(read(SEED.read_text(encoding="utf-8"), "seed.yaml"))
    least = re.search(r"min-width:(\d+)px", embed.html(shown))
    assert least
    assert int(least[1]) < shown.scene.width
