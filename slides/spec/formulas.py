"""Formulas in a spec that cannot be read: a warning for each, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from slides.inline import parse
from slides.source import Problem, Span
from slides.spec.document import Document
from slides.spec.sections import within
from slides.spec.texts import texts


def unread(document: Document) -> Iterator[Problem]:
    """Formulas that cannot be read are shown as they are written."""
    for path, text in texts(document.spec):
        if "$" not in text and "\\(" not in text:
            continue
        for run in parse(text):
            if run.math and (why := _fault(run.text)):
                yield _as_latex(why, document.part_span(run.text, *path))
    for value in within(document.spec, "math"):
        if why := _fault(value.text, display=True):
            yield _as_latex(why, document.span(*value.path))


def _fault(latex: str, *, display: bool = False) -> str | None:
    from slides.formula.latex import fault

    return fault(latex, display=display)


def _as_latex(why: str, span: Span) -> Problem:
    opened = span.source.text[span.start - 1 : span.start] == "$"
    hint = "a dollar that opens no formula is written \\$" if opened else None
    return Problem("math-as-latex", f"the formula is shown as LaTeX: {why}", span, hint, "warning")
