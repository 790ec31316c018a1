"""Spec → Deck: which slides there are, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from slides.deck import pages
from slides.deck.agenda import agenda
from slides.deck.details import details, slide_of
from slides.deck.frame import Page, Setting, framed, is_cut, titled
from slides.deck.matrix import matrix
from slides.deck.mentions import mentions
from slides.deck.pages import Found
from slides.deck.references import references
from slides.diagram.pointers import papers
from slides.diagram.tree import Drawing
from slides.inline import parse, plain_text
from slides.look.grounds import standing_out
from slides.look.pictures import Loaded
from slides.look.styled import Marks
from slides.look.theme import Theme
from slides.scene import Deck, Scene, Slide, Text
from slides.source import Problem
from slides.spec import sections as section_specs
from slides.spec.document import Document
from slides.spec.model import Spec
from slides.spec.texts import texts

if TYPE_CHECKING:
    from slides.chart.model import Chart
    from slides.diagram.named import Saved

_LISTS = {
    "summary": "Summary",
    "limitations": "Limitations",
    "questions": "Open questions",
    "further": "What to read further",
}


def marks(spec: Spec) -> Marks:
    """References numbered in the order of the spec, footnotes in the order of their first mark."""
    references = {
        key: (str(number), reference.link or "")
        for number, (key, reference) in enumerate(spec.references.items(), start=1)
    }
    marked = dict.fromkeys(
        run.footnote for _, text in texts(spec) if "[^" in text for run in parse(text) if run.footnote
    )
    return Marks(references, {id: str(number) for number, id in enumerate(marked, start=1)})


def card_links(spec: Spec) -> dict[str, str]:
    """Where a click on a model's card leads to: its slide, else its link, else the paper of its source."""
    if spec.roadmap and spec.roadmap.details:
        return {model.id: f"#{slide_of(model.id)}" for model in spec.roadmap.models}
    return papers(spec)


def deck(
    document: Document,
    drawing: Drawing | None,
    theme: Theme,
    numbers: Marks,
    pictures: Mapping[str, Loaded] | None = None,
    diagrams: Mapping[str, Chart | Saved] | None = None,
) -> tuple[Deck, list[Problem]]:
    """The deck, and what could not be shown. `drawing` is the road map, drawn for the figure layout."""
    spec = document.spec
    setting = Setting(document, theme, numbers, shorten=spec.deck.shorten)
    setting = _mentioning(replace(setting, pictures=pictures or {}, diagrams=diagrams or {}))
    found = list(_content(setting, drawing))
    content = [one for one in found if isinstance(one, Page)]
    problems = [one for one in found if isinstance(one, Problem)]
    title = list(pages.cover(setting))
    opening = [one for one in title if isinstance(one, Page)]
    problems += [one for one in title if isinstance(one, Problem)]
    every = _distinct([*opening, *agenda(setting, content), *content])
    slides = tuple(
        _cover(page, setting) if page.layout == "cover" else framed(page, number, setting)
        for number, page in enumerate(every, start=1)
    )
    problems += _long_titles(slides, setting)
    info = spec.deck
    return (
        Deck(
            title=plain_text(info.title),
            author=info.presenter or "roadmap-slides",
            subject=plain_text(info.subtitle or ""),
            keywords=tuple(plain_text(word) for word in info.keywords),
            language=info.language,
            date=info.date or "",
            slides=slides,
        ),
        problems,
    )


def _mentioning(setting: Setting) -> Setting:
    """The setting with the numbers of all caveats and the slides that they lead to."""
    roadmap = setting.document.spec.roadmap
    if roadmap is None or not roadmap.caveats:
        return setting
    places = pages.places(tuple(pages.caveats(setting, roadmap)))
    return replace(setting, mentions=mentions(roadmap, places))


def _content(setting: Setting, drawing: Drawing | None) -> Iterator[Found]:
    """The parts in their order; the slides of models stand before the references, or at the end."""
    spec = setting.document.spec
    names = section_specs.names(spec)
    outer = {names["sections", at]: at for at in range(len(spec.sections))}
    with_details = spec.roadmap is not None and spec.roadmap.details
    for key in section_specs.order(spec):
        if key in outer:
            from slides.deck import sections

            path = ("sections", outer[key])
            yield from sections.pages(setting, spec.sections[outer[key]], path, names)
        elif key == "references" and with_details and spec.roadmap:
            with_details = False
            yield from details(setting, spec.roadmap, drawing)
            yield from _part(key, setting, drawing)
        else:
            yield from _part(key, setting, drawing)


def _part(key: str, setting: Setting, drawing: Drawing | None) -> Iterator[Found]:
    """The pages of one of the spec's own parts, if it has it."""
    spec = setting.document.spec
    if key == "roadmap" and spec.roadmap and drawing:
        yield from pages.road_map(setting, spec.roadmap, drawing)
        yield from pages.caveats(setting, spec.roadmap)
    elif key == "abilities" and spec.abilities and spec.roadmap:
        yield from pages.ability_table(setting, spec.abilities, spec.roadmap)
        yield from matrix(setting, spec.abilities, spec.roadmap)
    elif key == "references" and spec.references:
        yield from references(setting)
    elif key in _LISTS and (listed := getattr(spec, key)):
        yield from pages.points(setting, key, listed, _LISTS[key])


def _cover(page: Page, setting: Setting) -> Slide:
    """The title slide, and one that opens a chapter, have neither footer nor number."""
    theme = setting.theme
    title, said = titled(f"{page.id}/title", page, setting, style="cover")
    items = (*theme.panel("cover"), *standing_out((title, *page.items), theme.grounds.get("cover", {})))
    scene = Scene(theme.width, theme.height, items, theme.ground("cover"), plain_text(page.title))
    return Slide(page.id, page.layout, plain_text(page.section) or "Title", scene, said)


_TITLES: dict[str, tuple[str | int, ...]] = {
    "cover": ("deck", "title"),
    "caveat": ("roadmap", "caveats"),
    "changes": ("abilities", "changes_title"),
    "model": ("roadmap", "models"),
}


def _long_titles(slides: Sequence[Slide], setting: Setting) -> Iterator[Problem]:
    """A warning for each part whose title does not fit even at the smallest size."""
    parts: set[str] = set()
    named = {name: path for path, name in section_specs.names(setting.document.spec).items()}
    for slide in slides:
        name = slide.id.partition(".")[0]
        part = name if name in named else slide.id.split("-")[0]
        title = next(item for item in slide.scene.items if isinstance(item, Text) and item.role == "title")
        if part not in parts and is_cut(title):
            parts.add(part)
            path = (*named[part], "title") if part in named else _TITLES.get(part, (part, "title"))
            message = (
                "this title is too long for a slide, which shows its beginning; the notes hold all of it"
            )
            yield setting.problem(message, *path, hint="shorten it", code="title-cut", severity="warning")


def _distinct(found: Sequence[Page]) -> list[Page]:
    """Titles that come twice are counted: a reader of the outline has to tell slides apart."""
    written = {plain_text(page.title) for page in found}
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    distinct: list[Page] = []
    for page in found:
        plain = shown = plain_text(page.title)
        while shown in seen:
            counts[plain] += 1
            count = f" ({counts[plain] + 1})"
            shown = plain if f"{plain}{count}" in written else f"{plain}{count}"
        seen.add(shown)
        distinct.append(page if shown == plain else replace(page, title=f"{page.title}{count}"))
    return distinct
