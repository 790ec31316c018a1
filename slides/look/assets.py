"""Where themes, fonts and templates lie: `slides/assets` in a wheel, `assets` in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The folder that holds `themes/`, `fonts/` and `templates/`."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"


def theme_file(name: str) -> Path:
    """The theme file of this name, there or not."""
    return folder() / "themes" / f"{name}.yaml"


def theme_names() -> tuple[str, ...]:
    """The themes there are, by name, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in (folder() / "themes").glob("*.yaml")))


def font_file(name: str) -> Path:
    """The font file of this name with its ending, there or not."""
    return folder() / "fonts" / name


def template_file(name: str) -> Path:
    """The PowerPoint template of this name with its ending, there or not."""
    return folder() / "templates" / name


def problems_page() -> Path:
    """The page that explains every code of a problem."""
    inside = folder() / "problems.md"
    return inside if inside.exists() else folder().parent / "docs" / "problems.md"
