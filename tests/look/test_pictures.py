"""Pictures beside a spec, from friends and from strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from slides.look import vector
from slides.look.pictures import Loaded, load


def svg(within: str, size: str = 'width="200" height="100"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{within}</svg>'


def loaded(folder: Path, **texts: str) -> tuple[dict[str, Loaded], dict[str, str]]:
    for name, text in texts.items():
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
    return load([f"{name}.svg" for name in texts], folder)


def reason(folder: Path, text: str) -> str:
    return loaded(folder, x=text)[1]["x.svg"]


def test_an_svg_is_drawn_at_twice_its_size_and_keeps_its_own(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image

    found, missing = loaded(tmp_path, x=svg('<rect width="9" height="9"/>'))
    assert not missing
    assert (found["x.svg"].width, found["x.svg"].height) == (200, 100)
    with Image.open(BytesIO(found["x.svg"].data)) as picture:
        assert picture.size == (400, 200)


def test_parts_of_an_svg_may_be_named_with_or_without_quotes(tmp_path: Path) -> None:
    paints = ("url(#a)", "url('#a')", "url( #a )", "url(&quot;#a&quot;)")
    shapes = "".join(f'<rect width="9" height="9" fill="{paint}"/>' for paint in paints[:3])
    assert loaded(tmp_path, x=svg(f'<linearGradient id="a"/>{shapes}'))[1] == {}


@pytest.mark.parametrize(
    "within",
    [
        '<image href="http://127.0.0.1:9/x.png"/>',
        '<image xmlns:l="http://www.w3.org/1999/xlink" l:href="/etc/hostname"/>',
        "<style>@import 'x.css'</style>",
        '<rect fill="url(x.svg#a)"/>',
        '<rect fill="url( &#39;http://x#a&#39;)"/>',
    ],
)
def test_an_svg_that_loads_from_elsewhere_is_refused(tmp_path: Path, within: str) -> None:
    assert reason(tmp_path, svg(within)) == "the SVG loads something from elsewhere"


def test_an_svg_too_deep_for_the_renderer_ends_its_process_alone(tmp_path: Path) -> None:
    deep = svg('<g opacity="0.9">' * 250 + '<rect width="9" height="9"/>' + "</g>" * 250)
    deeper = svg('<g opacity="0.9"><svg>' * 120 + "<rect/>" + "</svg></g>" * 120)
    found, missing = loaded(tmp_path, a=deep, b=deeper, c=svg('<rect width="9" height="9"/>'))
    assert "c.svg" in found
    assert set(missing.values()) <= {"the SVG cannot be drawn"}


def test_svgs_that_take_too_long_are_given_up_and_after_some_of_them_no_more_are_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector, "SECONDS", 0.3)
    blurred = '<filter id="f">' + '<feTurbulence baseFrequency="0.01" numOctaves="10000"/>' * 5 + "</filter>"
    slow = svg(f'{blurred}<rect width="3000" height="3000" filter="url(#f)"/>', 'width="3000" height="3000"')
    missing = loaded(tmp_path, **dict.fromkeys("abcde", slow))[1]
    assert [missing[f"{name}.svg"] for name in "abc"] == ["the SVG takes too long to draw"] * 3
    assert missing["e.svg"] == "other SVGs took too long already"


@pytest.mark.parametrize("view", ["e e e e", "0 0 1.1.1 1", "0 0 1e999 1", "0 0 0 0", "-", ""])
def test_an_odd_view_box_is_told_in_words(tmp_path: Path, view: str) -> None:
    found, missing = loaded(tmp_path, x=svg("<rect/>", f'viewBox="{view}"'))
    assert found or "float" not in missing["x.svg"]


def test_an_svg_of_a_large_page_is_drawn_smaller_and_a_tiny_one_at_all(tmp_path: Path) -> None:
    shape = '<rect width="9" height="9"/>'
    large, tiny = svg(shape, 'width="8000" height="8000"'), svg(shape, 'width="0.1" height="0.1"')
    found, missing = loaded(tmp_path, large=large, tiny=tiny)
    assert not missing
    assert found["large.svg"].width == 8000
