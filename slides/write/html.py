"""Deck → one HTML page: every slide as SVG, its notes, and a script that presents them from a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from slides.look.decor import backdrops
from slides.look.grounds import dressed
from slides.look.theme import Theme
from slides.scene import Deck, Paragraph, Slide, TextRun
from slides.write import svg
from slides.write.xml import address, attribute, escape


def write(deck: Deck, theme: Theme, *, live: int | None = None, problems: str = "") -> str:
    """The deck as a page that needs no other file. Pure.

    Links between slides work, steps of a reveal are played, and without the script all is shown. With
    `live`, the number of what it shows, the page waits for news from its server (slides/watch.py).
    """
    script, style = _file("page.js"), _file("page.css")
    told = "" if live is None else f' data-live="{live}"'
    pages = "".join(
        page(slide, number, len(deck.slides), theme) for number, slide in enumerate(deck.slides, 1)
    )
    return (
        f'<!doctype html>\n<html lang="{attribute(deck.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script, live is not None)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(deck.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body{told}>\n"
        f'<header><h1 class="unseen">{escape(deck.title)}</h1></header>\n<main>\n{pages}</main>\n'
        f'<pre id="problems" role="status">{escape(problems)}</pre>\n{_BAR}'
        f"<script>\n{script}</script>\n</body>\n</html>\n"
    )


def page(slide: Slide, number: int, count: int, theme: Theme) -> str:
    """One slide with its notes, as an element of the page. `number` counts from 1."""
    prefix = f"s-{slide.id}-"
    steps = {name: at for at, names in enumerate(slide.reveal, start=1) for name in names}
    drawn = svg.write(dressed(slide, backdrops(theme)).scene, theme, prefix=prefix, steps=steps, within=True)
    said = "".join(_paragraph(one, click) for one, click in _clicks(slide))
    label = f"{number} / {count}: {slide.scene.title}"
    return (
        f'<div class="page" data-name="{attribute(slide.id)}">\n'
        f'<section class="slide" id="{attribute(slide.id)}" tabindex="-1" data-prefix="{attribute(prefix)}"'
        f' data-steps="{len(slide.reveal)}" aria-label="{attribute(label)}">\n{drawn}</section>\n'
        f'<details class="notes"><summary>Notes to slide {number}</summary>{said}</details>\n</div>\n'
    )


_BAR = """<footer id="bar">
<button id="present" type="button">Present (p)</button>
<button id="speaker" type="button">Notes (n)</button>
<button id="window" type="button">Second window (w)</button>
<output id="at"></output><span id="place" role="status"></span><output id="clock"></output>
</footer>
"""


_CLICK = re.compile(r"Click (\d+): ")  # as deck/reveal.py begins what is said at a click


def _clicks(slide: Slide) -> Iterator[tuple[Paragraph, int]]:
    """The notes of a slide, each paragraph with the number of the click that it is about; 0: none."""
    click = 0
    for paragraph in slide.notes:
        found = _CLICK.match(paragraph.runs[0].text) if slide.reveal and paragraph.runs else None
        click = int(found[1]) if found else click
        yield paragraph, click


def _paragraph(paragraph: Paragraph, click: int) -> str:
    told = f' data-click="{click}"' if click else ""
    indent = f' style="margin-left:{paragraph.level}em"' if paragraph.level else ""
    return f"<p{told}{indent}>{''.join(_run(run) for run in paragraph.runs)}</p>\n"


def _run(run: TextRun) -> str:
    text = escape(run.text)
    for wanted, tag in ((run.bold, "b"), (run.italic, "i"), (run.strike, "s"), (run.face == "mono", "code")):
        text = f"<{tag}>{text}</{tag}>" if wanted and run.text.strip() else text
    target = run.href if run.href.startswith("#") else address(run.href)
    return f'<a href="{attribute(target)}">{text}</a>' if target else text


def _policy(script: str, live: bool) -> str:
    """What the page may do: run this very script, show pictures it holds, and hear from its own server."""
    known = b64encode(sha256(f"\n{script}".encode()).digest()).decode()
    news = "; connect-src 'self'" if live else ""
    return f"default-src 'none'; script-src 'sha256-{known}'; style-src 'unsafe-inline'; img-src data:{news}"


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name("page").joinpath(name).read_text(encoding="utf-8")
