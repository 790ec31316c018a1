"""The look that a spec asks for: a theme of ours, or one in a file beside it, or that of a template."""

from __future__ import annotations

from pathlib import Path

from slides import beside
from slides.look import theme as themes
from slides.look.theme import Theme
from slides.source import Problem, Source, SpecError
from slides.spec.document import Document
from slides.spec.model import is_file

_LARGEST = 200_000  # bytes of a theme file


def chosen(document: Document, folder: Path | None) -> tuple[Theme, list[Problem]]:
    """The theme of a spec, and warnings about it; files are read from `folder`, that of the spec.

    Raises SpecError where there is none that can be used.
    """
    if document.spec.deck.template:
        return _of_template(document.spec.deck.template, document, folder)
    name = document.spec.deck.theme
    if not is_file(name):
        return themes.load(name), []
    from slides.look import theme_file

    theme, problems = theme_file.read(_source(name, document, folder), folder, Path(name).stem)
    if theme is None:
        raise SpecError([*document.warnings, *problems])
    return theme, problems


_LARGEST_TEMPLATE = 100_000_000  # bytes


def _of_template(name: str, document: Document, folder: Path | None) -> tuple[Theme, list[Problem]]:
    from slides.write import pptx_look

    span = document.span("deck", "template")
    try:
        if folder is None:
            raise ValueError("a template can be read for a spec in a file only")
        data = beside.data(folder, name, _LARGEST_TEMPLATE)
        theme, problems = pptx_look.theme_of(data, Path(name).stem, span)
    except ValueError as error:
        message = f'cannot use the template "{name[:80]}": {error}'
        hint = "a template is a .pptx or .potx beside the spec: docs/themes.md"
        problem = Problem("template-unreadable", message, span, hint)
        raise SpecError([*document.warnings, problem]) from None
    if document.spec.deck.theme != "light":
        message, hint = "the template decides how the deck looks", "leave out one of them"
        place = document.span("deck", "theme")
        problems.append(Problem("theme-and-template", message, place, hint, "warning"))
    return theme, problems


def _source(name: str, document: Document, folder: Path | None) -> Source:
    try:
        if folder is None:
            raise ValueError("a theme can be read for a spec in a file only")
        return Source(name, beside.data(folder, name, _LARGEST).decode("utf-8"))
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except ValueError as error:
        reason = str(error)
    message = f'cannot read the theme "{name[:80]}": {reason}'
    hint = "a theme of your own is a YAML file beside the spec: docs/themes.md"
    problem = Problem("theme-unreadable", message, document.span("deck", "theme"), hint)
    raise SpecError([*document.warnings, problem])
