"""A family of models as a note tells it, by a graph or by a list → the road map of a spec."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from slides.inline import plain_text
from slides.markdown.parts import block, listed
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class Model:
    """A box; `name` and `say` are inline Markdown, `series` is an id."""

    id: str
    name: str
    span: Span
    date: str = ""
    series: str = ""
    kind: str = ""
    api: str = ""
    source: str = ""
    link: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    sources: tuple[str, ...]
    to: str
    span: Span
    method: str = ""
    kind: str = ""
    certainty: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Caveat:
    on: str
    text: str
    span: Span
    certainty: str = ""


@dataclass(slots=True)
class Family:
    """What is known of a family so far; `series` are names by id."""

    series: dict[str, str] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    say: list[str] = field(default_factory=list)

    def sound(self) -> bool:
        """It can be drawn: several models, and no step that leads in a circle."""
        if not 2 <= len(self.models) <= 2000:
            return False
        above: dict[str, set[str]] = {id_: set() for id_ in self.models}
        for step in self.steps:
            above[step.to] |= set(step.sources)
        try:
            TopologicalSorter(above).prepare()
        except CycleError:
            return False
        return True


def identifier(name: str, taken: Container[str], other: str = "") -> str:
    """A name as an id, its dots kept: `gpt-3.5`; `other`, or a count, where it has no Latin letter.

    >>> identifier("**GPT-3.5** Series", ()), identifier("演化", (), "n1"), identifier("a", ["a"])
    ('gpt-3.5-series', 'n1', 'a-2')
    """
    plain = plain_text(name)
    bare = re.sub(r"\s*[(（][^()（）]*[)）]", "", plain)
    base = _latin(bare) or _latin(plain) or _latin(other) or "model"
    id_, count = base, 1
    while id_ in taken:
        count += 1
        id_ = f"{base}-{count}"
    return id_


def _latin(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text).lower()
    return re.sub(r"[^a-z0-9.]+", "-", flat).strip("-.")[:48].strip("-.")


_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-zé]*\.?|january|february|march|april|june|july|august|"
    r"september|october|november|december"
)
_WHEN = re.compile(
    rf"(?=.*(?<!\d)(?:1[5-9]|20)\d\d(?!\d))(?:{_MONTH}|(?:1[5-9]|20)\d\ds?|\d{{1,2}}+(?:st|nd|rd|th)?|early|mid|late|spring|"
    r"summer|autumn|fall|winter|about|around|circa|ca\.?|c\.|to|until|since|from|and|announced|released|published|"
    r"first|version|q[1-4]|[~≈?年月日号約约,./–—\s-])+",
    re.IGNORECASE,
)


def is_date(text: str) -> bool:
    """A text that says when, and nothing else.

    >>> is_date("~1978/79"), is_date("announced 25 Aug 1980"), is_date("2019—2020"), is_date("GPT 2020")
    (True, True, True, False)
    """
    return len(text) <= 40 and bool(_WHEN.fullmatch(text.strip()))


def dated(text: str) -> tuple[str, str]:
    """A name and the date behind it: below it, after a comma or in brackets.

    >>> dated("BERT<br>2018-10"), dated("VGG (2014)"), dated("3BSD, late 1979"), dated("GPT-2")
    (('BERT', '2018-10'), ('VGG', '2014'), ('3BSD', 'late 1979'), ('GPT-2', ''))
    """
    name, _, below = text.rpartition("<br>")
    if name and is_date(below.strip(" ()")):
        return name.strip(), below.strip(" ()")
    if (found := re.search(r"\s*[(（]([^()（）]*)[)）]$", text)) and is_date(found[1]) and found.start():
        return text[: found.start()], found[1].strip()
    parts = text.split(", ")
    for at in range(1, len(parts)):
        if is_date(when := ", ".join(parts[at:])):
            return ", ".join(parts[:at]), when
    return text, ""


def plain_name(text: str) -> str:
    """A name without the marks that only make it stand out: `**BERT**`.

    >>> plain_name("**BERT**"), plain_name("*Unix* for the PDP-7")
    ('BERT', '*Unix* for the PDP-7')
    """
    found = re.fullmatch(r"(\*\*|__|==|`)([^*_=`]+)\1", text.strip())
    return found[2] if found else text.strip()


def normal(name: str) -> str:
    """What two spellings of a name have in common.

    >>> normal("Instruct-GPT initial") == normal("InstructGPT Initial")
    True
    """
    return re.sub(
        r"[^\w+.]|_|(?<!\d)\.|\.(?!\d)", "", unicodedata.normalize("NFKC", plain_text(name)).casefold()
    )


_VERSION = re.compile(r"[\s-]*(?<![a-z])v?\d+(?:\.\d+)*[a-z]?$|[vV]\d+(?:\.\d+)*$|-[A-Z]\w*$")


def base(name: str) -> str:
    """A name without its version: `FreeBSD` of `FreeBSD 4.8`; nothing where it has none.

    >>> base("FreeBSD 4.8"), base("SVR4.2"), base("MobileNetV2"), base("4.3BSD-Tahoe"), base("BERT")
    ('FreeBSD', 'SVR4', 'MobileNet', '4.3BSD', '')
    """
    plain = plain_text(name).strip()
    if found := re.fullmatch(r"(.*[A-Za-z]\d+)\.\d+", plain):
        return found[1]
    cut = _VERSION.sub("", plain)
    return cut if cut != plain and len(cut) > 1 else ""


class Names:
    """Models by what a note may call them: `exact` names, and looser ones where they mean one model alone."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._loose: dict[str, dict[str, None]] = {}

    def add(self, id_: str, name: str, *others: str) -> None:
        for one in (name, *_aliases(name), *others):
            if found := normal(one):
                self._exact.setdefault(found, id_)
        self._loosely(id_, (name, *_aliases(name), *others))

    def _loosely(self, id_: str, names: Sequence[str]) -> None:
        for one in names:
            for form in (base(one), " ".join(sorted(_words(one)))):
                if form:
                    self._loose.setdefault(normal(form), {})[id_] = None

    def exact(self, name: str) -> str | None:
        """The model of that name, of another of its names, or of the same words in another order."""
        found = self._exact.get(normal(name))
        return found or self._only(" ".join(sorted(_words(name))))

    def loose(self, name: str, but: str = "") -> str | None:
        """The one model, not `but`, that `name` without its version means, or that has a version of it."""
        return next(
            (
                found
                for form in (name, base(name))
                if form and (found := self._exact.get(normal(form)) or self._only(form)) and found != but
            ),
            None,
        )

    def _only(self, form: str) -> str | None:
        found = self._loose.get(normal(form), {})
        return next(iter(found)) if len(found) == 1 else None

    def within(self, text: str) -> str | None:
        """The model of the longest name that stands in a text, in Latin letters as whole words."""
        plain = plain_text(text)
        words = [normal(one) for one in re.findall(r"[A-Za-z0-9][A-Za-z0-9.+-]*", plain)]
        runs = {"".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, at + 7)}
        found = [name for name in runs if len(name) > 1 and name in self._exact]
        said = normal(plain)
        found += [name for name in self._exact if not name.isascii() and len(name) > 1 and name in said]
        return self._exact[max(found, key=lambda name: (len(name), name))] if found else None


def _aliases(name: str) -> list[str]:
    """Other names within a name: in brackets, after a comma or a slash, without what is in brackets."""
    plain = plain_text(name)
    inner = re.findall(r"[(（]([^()（）]+)[)）]", plain)
    bare = re.sub(r"\s*[(（][^()（）]*[)）]", "", plain)
    parts = re.split(r"\s*,\s+|\s+/\s+", bare)
    return [*([bare] if inner else []), *inner, *(parts if len(parts) > 1 else [])]


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", plain_text(name).casefold())) - {"for", "the", "of", "a"}


def node(family: Family, span: Span, title: str | None) -> Mapping:
    """The road map as it stands in a spec."""
    series: list[Node] = [block(span, id=id_, name=name) for id_, name in family.series.items()]
    ids = {caveat.on for caveat in family.caveats}
    models: list[Node] = [_model(one) for one in family.models.values()]
    steps: list[Node] = [_step(one) for one in family.steps]
    assert ids <= set(family.models)
    caveats: list[Node] = [
        block(one.span, on=one.on, text=one.text, certainty=one.certainty or None) for one in family.caveats
    ]
    return block(
        span,
        title=title,
        series=listed(span, series) if series else None,
        models=listed(span, models),
        steps=listed(span, steps) if steps else None,
        caveats=listed(span, caveats) if caveats else None,
        say="<br>".join(family.say) or None,
    )


def _model(one: Model) -> Mapping:
    return block(
        one.span,
        id=one.id,
        name=one.name,
        api=one.api or None,
        series=one.series or None,
        kind=one.kind or None,
        date=one.date or None,
        source=one.source or None,
        link=one.link or None,
        say=one.say or None,
    )


def _step(one: Step) -> Mapping:
    ends = {"to": Scalar(one.span, one.to)}
    start: Node | None = None
    if len(one.sources) == 1:
        start = Scalar(one.span, one.sources[0])
    elif one.sources:
        start = listed(one.span, [Scalar(one.span, id_) for id_ in one.sources])
    parts: dict[str, Node | str | None] = {"from": start, **ends}
    parts |= {
        "method": one.method or None,
        "kind": one.kind or None,
        "certainty": one.certainty or None,
        "say": one.say or None,
    }
    return block(one.span, **parts)
