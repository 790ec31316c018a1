"""The pages of each part of a spec; what cannot be shown comes as a Problem among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from slides.deck import abilities, cutting, lists, mentions, notes, reveal, shorten, tables
from slides.deck.details import slide_of
from slides.deck.frame import TOO_LONG, Page, Setting, counted, footnote_room
from slides.diagram.tree import Drawing, slide_id
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.scene import Paragraph, Text, shifted
from slides.source import Problem
from slides.spec.model import DOUBTFUL, Abilities, Ability, Caveat, Points, Roadmap
from slides.spec.model import Item as PointItem
from slides.spec.texts import texts

Found = Page | Problem


def cover(setting: Setting) -> Iterator[Found]:
    """The title slide: what it is, who presents, when, and what it is about."""
    info = setting.document.spec.deck
    style, box = setting.style("cover-sub"), setting.box("cover", "subtitle")

    def make(size: float) -> tuple[Paragraph, ...]:
        base = styled.plain_run("", style, size)
        small = replace(base, size=max(size - 3, 12.0))
        strong = replace(base, colour=setting.theme.colour("ink"))
        who = " · ".join(text for text in (info.presenter, info.date) if text)
        told = (
            (info.subtitle, strong),
            (who, base),
            (info.about, small),
            (f"**Keywords:** {'; '.join(info.keywords)}" if info.keywords else None, small),
            (f"Licence: {info.licence}" if info.licence else None, small),
        )
        return tuple(
            styled.paragraph(styled.runs(text, run, setting.theme, setting.marks), style)
            for text, run in told
            if text
        )

    said = (*notes.lines([info.say, info.about], setting), *notes.source(info.source, setting, "About"))
    if not make(style.sizes[0]):
        yield Page("cover", info.title, "", (), said or notes.lines([info.title], setting), "cover")
        return
    size = typeset.fit(make, style.sizes, box.w, box.h)
    if size is None:
        yield setting.problem("the title slide's text does not fit", "deck", hint=TOO_LONG)
        size = style.sizes[-1]
    body = typeset.set_text("cover/subtitle", make(size), box, anchor=style.anchor, role="subtitle")
    yield Page("cover", info.title, "", (body,), said or notes.lines([info.title], setting), "cover")


def road_map(setting: Setting, roadmap: Roadmap, drawing: Drawing) -> Iterator[Found]:
    """The tree, on one slide or on several, each sheet in the middle of its own."""
    room = setting.box("figure", "figure")
    heading = plain_text(roadmap.title)
    places = {model.id: at for at, model in enumerate(roadmap.models)}
    for name in drawing.lost:
        yield setting.problem(
            "this model and its steps do not fit on a slide",
            "roadmap",
            "models",
            places[name],
            hint=TOO_LONG,
        )
    found: list[Page] = []
    for at, sheet in enumerate(drawing.sheets):
        scene = sheet.scene
        dx, dy = room.x + (room.w - scene.width) / 2, room.y + (room.h - scene.height) / 2
        items = tuple(shifted(item, dx, dy) for item in scene.items)
        title = f"{heading}: {plain_text(sheet.about)}" if sheet.about else heading
        say = reveal.opening_say(roadmap, sheet, first=at == 0)
        said = notes.of_roadmap(roadmap, scene.desc, setting, opening=at == 0, say=say)
        page = Page(slide_id(at), title, heading, items, said, "figure")
        found += reveal.appearing(page, sheet, setting)
    titles, before = Counter(page.title for page in found), Counter[str]()
    for page in found:
        title = counted(page.title, before[page.title], titles[page.title])
        before[page.title] += 1
        yield replace(page, title=title)


def caveats(setting: Setting, roadmap: Roadmap) -> Iterator[Found]:
    """One statement a slide; where there are many, a list."""
    setting = replace(setting, mentions=mentions.NONE)  # each says itself which number it is
    if len(roadmap.caveats) > _STATEMENTS:
        items = tuple(
            PointItem(
                text=f"**{subject(roadmap, one)}**: {one.text}",
                certainty=one.certainty,
                source=one.source,
                say=one.say,
            )
            for one in roadmap.caveats
        )
        paths = [("roadmap", "caveats", at) for at in range(len(items))]
        yield from points(setting, "caveats", Points(items=items, numbered=True), "Caveats", paths)
        return
    for number, caveat in enumerate(roadmap.caveats):
        yield from _caveat(setting, roadmap, caveat, number)


_STATEMENTS = 3  # caveats that get a slide each


def _caveat(setting: Setting, roadmap: Roadmap, caveat: Caveat, number: int) -> Iterator[Found]:
    style, box = setting.style("statement"), setting.box("statement", "body")
    about = subject(roadmap, caveat)

    def make(size: float) -> tuple[Paragraph, ...]:
        base = styled.plain_run("", style, size)
        small = replace(base, size=max(round(size * 0.6), 14.0), colour=setting.theme.colour("slate"))
        disc = styled.caveat(number + 1, "", small, setting.theme)
        foot = [
            disc,
            replace(small, text=" About "),
            replace(small, text=about, href=page_of(roadmap, caveat)),
        ]
        if caveat.certainty in DOUBTFUL:
            foot += [replace(small, text=" · "), styled.doubt(caveat.certainty, small, setting.theme)]
        if caveat.source:
            cite = styled.runs(f"[@{caveat.source}]", small, setting.theme, setting.marks)
            foot += [replace(small, text=" "), *cite]
        return (
            styled.paragraph(styled.runs(caveat.text, base, setting.theme, setting.marks), style, before=0),
            styled.paragraph(tuple(foot), style),
        )

    size = typeset.fit(make, style.sizes, box.w, box.h)
    shown = make(size or style.sizes[-1])
    if size is None:
        yield shorten.notice(setting, ("roadmap", "caveats", number, "text"))
        room = box.h - typeset.height(shown[1:], box.w) - shown[1].before
        shown = (*cutting.to_height(shown[:1], box.w, room), *shown[1:])
    name = f"caveat-{number + 1}"
    text = typeset.set_text(f"{name}/body", shown, box, anchor=style.anchor, role="body")
    marked = lists.marks_in([caveat.text])
    said = notes.of_caveat(caveat, about, setting)
    yield Page(name, f"Caveat: {about}", plain_text(roadmap.title), (text,), said, "statement", marked)


def page_of(roadmap: Roadmap, caveat: Caveat) -> str:
    """The link to what a caveat is on: its model's slide, else the road map."""
    if not roadmap.details:
        return "#roadmap"
    targets = next((step.to for step in roadmap.steps if step.id == caveat.on), (caveat.on,))
    return f"#{slide_of(targets[0])}"


def places(found: Sequence[Found]) -> dict[int, str]:
    """The slide of each caveat's number, of those that `caveats` made."""
    numbered: dict[int, str] = {}
    for page in found:
        if isinstance(page, Page) and page.id.startswith("caveat-"):
            numbered[int(page.id.removeprefix("caveat-"))] = f"#{page.id}"
        elif isinstance(page, Page):
            body = (item for item in page.items if isinstance(item, Text))
            counts = (one.bullet.text for text in body for one in text.paragraphs if one.bullet)
            numbered |= {int(count.rstrip(".")): f"#{page.id}" for count in counts}
    return numbered


def subject(roadmap: Roadmap, caveat: Caveat) -> str:
    """What a caveat is on, in words: a model's name, or the step into a model."""
    names = {model.id: plain_text(model.name) for model in roadmap.models}
    for step in roadmap.steps:
        if step.id == caveat.on:
            targets = " and ".join(names[target] for target in step.to)
            return f"the step into {targets}"
    return names[caveat.on]


def points(
    setting: Setting, key: str, listed: Points, title: str, paths: Sequence[lists.Path] = ()
) -> Iterator[Found]:
    """A list, continued on as many slides as it takes. `paths` say where its points stand in the spec,
    if not under `key`."""
    heading = listed.title or title
    lead = listed.lead
    if lead and listed.source:
        lead = f"{lead} [@{listed.source}]"
    every = lists.points_of(listed, (key,))
    if paths:
        every = tuple(replace(point, path=path) for point, path in zip(every, paths, strict=True))
    body = lists.Body(setting, lead)
    stretches = lists.opening(lead, (key, "lead"), body) if lead else []
    if stretches:
        lead, body = None, lists.Body(setting)
    parts, lost = lists.divided((*stretches, *every), body)
    for point in lost:
        yield setting.problem("the footnotes of this point leave it no room", *point.path, hint=TOO_LONG)
    for point in every:
        if lists.is_long(point, setting):
            yield shorten.notice(setting, point.path)
    for at, part in enumerate(parts):
        name = key if at == 0 else f"{key}-{at + 1}"
        opening = lead if at == 0 else None
        paragraphs = lists.paragraphs(part.points, part.size, setting, opening)
        text = typeset.set_text(f"{name}/body", paragraphs, body.box(part.marked), role="body")
        said = (
            *notes.lines([listed.say, listed.lead] if at == 0 else [], setting),
            *notes.of_points(part.points, setting),
            *notes.source(listed.source, setting),
        ) or notes.lines([f"{plain_text(heading)}, continued"], setting)
        yield Page(name, counted(heading, at, len(parts)), heading, (text,), said, "content", part.marked)


def ability_table(setting: Setting, table: Abilities, roadmap: Roadmap) -> Iterator[Found]:
    """The rows of each series on slides of their own, with the headings repeated."""
    room = setting.box("figure", "figure")
    models = {model.id: model for model in roadmap.models}
    bands = {series.id: series.name for series in roadmap.series}
    number = 0
    for home, rows in abilities.by_series(table, roadmap):
        band = bands.get(home or "")
        below = footnote_room(_marked([row for _, row in rows]), setting, "figure")

        def make(
            size: float, rows: Sequence[abilities.Numbered] = rows, band: str | None = band
        ) -> list[tables.Record]:
            return abilities.records(rows, size, setting, models=models, band=band)

        sheets, cut = tables.divided(
            make, setting.style("table").sizes, headings=2 if band else 1, width=room.w, room=room.h - below
        )
        yield from (shorten.row_notice(setting, path) for path in cut)
        title = f"{table.title}: {band}" if band else table.title
        for at, sheet in enumerate(sheets):
            number += 1
            name = "abilities" if number == 1 else f"abilities-{number}"
            told = [rows[record.path[-1] - rows[0][0]] for record in sheet.records]  # type: ignore[operator]
            alt = f"Table of {len(told)} models: " + ", ".join(
                plain_text(row.name or models[row.model].name) for _, row in told
            )
            item = tables.table(f"{name}/table", sheet, room.x, room.y, theme=setting.theme, alt=alt)
            said = (
                *notes.lines([table.say, band] if at == 0 else [], setting),
                *(one for _, row in told for one in notes.of_ability(row, models[row.model], setting)),
                *notes.source(table.source, setting),
            )
            marked = _marked([row for _, row in told])
            yield Page(name, counted(title, at, len(sheets)), table.title, (item,), said, "figure", marked)


def _marked(rows: Sequence[Ability]) -> tuple[str, ...]:
    """The footnotes marked in rows of the table."""
    return lists.marks_in([text for row in rows for path, text in texts(row) if path[-1] != "say"])
