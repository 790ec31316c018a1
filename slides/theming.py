"""The look that a spec asks for: a theme of ours, or one in a file beside it."""

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
    name = document.spec.deck.theme
    if not is_file(name):
        return themes.load(name), []
    from slides.look import theme_file

    theme, problems = theme_file.read(_source(name, document, folder), folder, Path(name).stem)
    if theme is None:
        raise SpecError([*document.warnings, *problems])
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
