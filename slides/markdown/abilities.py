"""A table of models with their gains and losses → the ability table of a spec."""

from __future__ import annotations

import re
from collections.abc import Sequence as Many
from dataclasses import dataclass, field

from slides.inline import plain_text
from slides.markdown.families import Family, Model, Names, dated, identifier, normal, plain_name
from slides.markdown.gains import gains, is_gain, lines
from slides.markdown.parts import Note, block, get, listed, words_of
from slides.markdown.phrases import phrases
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

_COLUMNS = (
    (
        "model",
        phrases(
            "models?|systems?|versions?|architectures?|模型|系统|版本|モデル|모델|modell|modèle|modelo|модель"
        ),
    ),
    (
        "open_source",
        phrases(r"""open[- ]?(?:source|weights?|models?)|weights|\bcode\b|开源|オープン|오픈|quelloffen|libre|
            abierto|открыт"""),
    ),
    (
        "papers",
        phrases(r"""papers?|publications?|refs?\b|references?|arxiv|links?\b|sources?|论文|文献|論文|논문|veröffentlichung|
            article|статья"""),
    ),
    ("api", phrases(r"\bapi\b")),
    (
        "method",
        phrases(r"""training|trained|methods?|signal|objective|task|how|训练|方法|目标|訓練|手法|훈련|방법|verfahren|
            méthode|método|метод"""),
    ),
)


@dataclass(slots=True)
class Layout:
    """Which column of a table holds what; `rest` are those that no key of the spec takes."""

    titles: list[str]
    ability: int = -1
    places: dict[str, int] = field(default_factory=dict)
    rest: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    cells: list[str]
    span: Span
    model: str = ""
    name: str = ""
    heading: str = ""  # of the rows among which it stands


@dataclass(frozen=True, slots=True)
class Found:
    """The ability table, and what of the table it cannot hold, as tables."""

    abilities: Mapping
    rest: tuple[Node, ...]


def layout(table: Node) -> Layout | None:
    """How a table is laid out, if it is one of models with their gains; None for any other table."""
    rows = _rows(table)
    columns = get(table, "columns")
    titles = (
        [words_of(get(one, "title") or one) for one in columns.items] if isinstance(columns, Sequence) else []
    )
    if len(titles) < 2 or len(rows) < 2 or any(len(row.cells) != len(titles) for row in rows):
        return None
    full = [row for row in rows if sum(map(bool, row.cells)) > 1]
    share = [sum(any(map(is_gain, lines(row.cells[at]))) for row in full) for at in range(len(titles))]
    ability = max(range(len(titles)), key=share.__getitem__)
    if share[ability] < 2 or 3 * share[ability] < 2 * len(full):
        return None
    if sum(3 * one >= len(full) for one in share) > 1:
        return None  # what is better in one column and what is worse in another belong together
    made = Layout(titles, ability)
    _assign(made)
    return made if "model" in made.places else None


def _assign(made: Layout) -> None:
    """Each column to the first key whose words its title has; a title of no key is left over."""
    for key, pattern in _COLUMNS:
        for at, title in enumerate(made.titles):
            if at != made.ability and at not in made.places.values() and pattern.search(plain_text(title)):
                made.places[key] = at
                break
    taken = {made.ability, *made.places.values()}
    made.rest = [at for at in range(len(made.titles)) if at not in taken]
    if len(made.rest) == 1 and "api" not in made.places and made.titles[made.rest[0]]:
        made.places["api"] = made.rest.pop()


def _rows(table: Node) -> list[Row]:
    found = get(table, "table")
    rows = found.items if isinstance(found, Sequence) else ()
    return [
        Row([words_of(cell) for cell in row.items], row.span) for row in rows if isinstance(row, Sequence)
    ]


def _read(table: Node, places: Layout) -> list[Row]:
    """The rows that are no headings, each with the heading above it and what it calls its model."""
    heading, made = "", list[Row]()
    for row in _rows(table):
        if row.cells[0] and not any(row.cells[1:]):
            heading = row.cells[0]
            continue
        row.heading = heading
        said = lines(row.cells[places.places["model"]])
        row.name = said[0] if said else ""
        made.append(row)
    return made


def family(table: Node) -> Family | None:
    """The models that an ability table names, where nothing else of the note tells of them."""
    places = layout(table)
    made = Family()
    for row in _read(table, places) if places else ():
        if not row.name or not gains(row.cells[places.ability], row.span).changes:  # type: ignore[union-attr]
            return None
        heading = plain_name(row.heading).strip("*_")
        series = next((id_ for id_, name in made.series.items() if name == heading), "")
        if heading and not series:
            series = identifier(heading, made.series)
            made.series[series] = heading
        name, date = dated(plain_name(row.name))
        id_ = identifier(name, made.models)
        api = _api(row, places) if places else ""
        made.models[id_] = Model(id_, name, row.span, date, series, api=api)
    return made if len(made.models) > 1 and made.sound() else None


def abilities(
    note: Note, table: Node, models: dict[str, str], series: Many[str], title: str | None
) -> Found | None:
    """The ability table of `models`, names by id, and their `series`; None where too few rows are of one."""
    places = layout(table)
    if places is None:
        return None
    names = Names()
    for id_, name in models.items():
        names.add(id_, name)
    rows = _read(table, places)
    taken: dict[str, Row] = {}
    others: list[Row] = []
    for row in rows:
        id_ = _model(row, places, names)
        if id_ and id_ not in taken and gains(row.cells[places.ability], row.span).changes:
            row.model = id_
            taken[id_] = row
        else:
            others.append(row)
    if len(taken) < 2 or len(taken) < len(others):
        return None
    known = {plain_text(one).strip() for one in series}
    made: list[Node] = []
    said = ""
    for row in taken.values():
        made.append(_row(note, row, places, row.heading if row.heading != said else "", known, models))
        said = row.heading
    heads = _headings(places, table.span)
    found = block(table.span, title=title, headings=heads, rows=listed(table.span, made))
    return Found(found, tuple(_leftover(table, places, list(taken.values()), others)))


def _model(row: Row, places: Layout, names: Names) -> str:
    """The id of a row's model: by its name, without what stands in brackets, by its API name."""
    bare = re.sub(r"\s*[(（][^()（）]*[)）]", "", row.name)
    said = (row.name, bare, _api(row, places))
    return next((id_ for one in said if one and (id_ := names.exact(one))), "")


def _api(row: Row, places: Layout) -> str:
    """The name under which a model is called, if its row has one in plain words."""
    at = places.places.get("api", -1)
    said = row.cells[at] if at >= 0 and re.search(r"\bapi\b", places.titles[at], re.IGNORECASE) else ""
    return said if re.fullmatch(r"`?\w[\w./:-]{2,}`?", said) else ""


def _headings(places: Layout, span: Span) -> Mapping:
    titles = {"ability": places.titles[places.ability]}
    titles |= {key: places.titles[at] for key, at in places.places.items()}
    order = ("ability", "model", "method", "api", "papers", "open_source")
    return block(span, **{key: titles[key] for key in order if titles.get(key)})


def _row(
    note: Note, row: Row, places: Layout, heading: str, series: set[str], models: dict[str, str]
) -> Mapping:
    span = row.span
    said = lines(row.cells[places.places["model"]])
    found = gains(row.cells[places.ability], span)
    remarks = [*said[1:], *found.remarks]
    texts = {key: lines(row.cells[at]) for key, at in places.places.items()}
    carried = plain_text(heading).strip() in series if heading else True
    alike = normal(row.name) == normal(models[row.model])
    if alike:
        note.carried.append(row.name)
    if heading and carried:
        note.carried.append(heading)
    return block(
        span,
        model=row.model,
        name=None if alike else row.name,
        remark="<br>".join(remarks) or None,
        changes=listed(span, list(found.changes)),
        method="<br>".join(texts.get("method", ())) or None,
        api="<br>".join(texts.get("api", ())) or None,
        papers=_lines(texts.get("papers", []), span),
        open_source=_lines(texts.get("open_source", []), span),
        say=None if carried else heading,
    )


def _lines(texts: list[str], span: Span) -> Node | None:
    if len(texts) < 2:
        return Scalar(span, texts[0]) if texts else None
    return listed(span, [Scalar(span, one) for one in texts])


def _leftover(table: Node, places: Layout, taken: list[Row], others: list[Row]) -> list[Node]:
    """Columns that no key takes, beside the models' names, and rows that are of no model."""
    made: list[Node] = []
    columns = get(table, "columns")
    heads = list(columns.items) if isinstance(columns, Sequence) else []
    wide = [places.places["model"], *places.rest]
    if places.rest and any(row.cells[at] for row in taken for at in places.rest):
        made.append(
            _table(table.span, [heads[at] for at in wide], [[row.cells[at] for at in wide] for row in taken])
        )
    if others:
        made.append(_table(table.span, heads, [row.cells for row in others]))
    return made


def _table(span: Span, heads: list[Node], rows: list[list[str]]) -> Mapping:
    cells: list[Node] = [listed(span, [Scalar(span, cell) for cell in row]) for row in rows]
    return block(span, columns=listed(span, heads), table=listed(span, cells))
