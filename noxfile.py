"""What there is to run: `nox` does what CI does, `nox -s slides` builds the decks, `nox -l` lists all."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.3.2"
nox.options.sessions = ["tests", "types", "lint"]
nox.options.default_venv_backend = "uv|virtualenv"  # uv where it is installed, virtualenv comes with nox
nox.options.reuse_venv = "yes"

BUILD = Path("build")


@nox.session
def slides(session: nox.Session) -> None:
    """Build every spec in spec/ into build/: .pptx, .svg, .png and .pdf."""
    session.install("-e", ".")
    session.run("slides", "build", *specs(), "-o", str(BUILD))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; options after `--` go to pytest."""
    session.install("-e", ".[mkdocs,sphinx]", "pytest>=8", "hypothesis>=6.100", "pypdf>=5", "jsonschema>=4")
    session.run("pytest", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    stubs = ("types-PyYAML", "lxml-stubs", "types-Markdown", "types-docutils")
    session.install("-e", ".[mkdocs,sphinx]", "mypy>=1.13", *stubs)
    session.run("mypy")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting; `nox -s lint -- --fix` puts both right."""
    session.install("ruff>=0.17,<0.18")
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")


@nox.session
def visual(session: nox.Session) -> None:
    """Render every deck with LibreOffice into build/visual/ and check its pages; compare the SVGs there."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        session.skip("LibreOffice (soffice) is not installed; nothing was rendered")
    session.install("-e", ".", "pdfplumber>=0.11", "pypdfium2>=4.30")
    kinds = [word for kind in ("pptx", "svg", "png") for word in ("--only", kind)]
    for folder, found in {BUILD: specs(), BUILD / "notes": notes()}.items():
        session.run("slides", "build", *found, "-o", str(folder), *kinds)
        decks = [str(folder / f"{Path(one).stem}.pptx") for one in found]
        session.run("python", "tests/visual/render.py", *decks, "-o", str(folder / "visual"))
    pictures = [str(BUILD / f"{Path(one).stem}.svg") for one in specs()]
    session.run("python", "tests/visual/pictures.py", *pictures, "-o", str(BUILD / "visual"))


@nox.session
def browser(session: nox.Session) -> None:
    """Open pictures and pages in Chromium, in light and dark; options after `--` go to pytest."""
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))):
        session.skip("Chromium is not installed; nothing was opened")
    session.install("-e", ".[mkdocs,sphinx]", "pytest>=8", "hypothesis>=6.100", "pypdf>=5")
    session.install("furo", "playwright>=1.48", "axe-playwright-python>=0.1.4")  # neither brings a browser
    session.run("pytest", "tests/browser", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the speed, as ratios within one run; see docs/performance.md."""
    session.install("-e", ".")
    session.run("python", "tests/bench/run.py", *session.posargs)


def specs() -> list[str]:
    """The specs by name, as arguments of a command: no shell expands them."""
    return [path.as_posix() for path in sorted(Path("spec").glob("*.yaml"))]


def notes() -> list[str]:
    """The sample notes, likewise."""
    found = sorted(Path("tests/cases/notes").rglob("*.md"))
    return [path.as_posix() for path in found]
