"""For Sphinx: the directive `roadmap` shows the picture of a spec, in every builder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import ENUM
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from slides import __version__, embed
from slides.plugins.wanted import Place, Shown, Wanted, shown, wanted
from slides.source import Problem, SpecError, render
from slides.write.svg_fit import SCHEMES
from slides.write.xml import Names

log = logging.getLogger(__name__)
# Themes without a dark side: a picture that follows the reader would be the only dark thing on the page.
_ALWAYS_LIGHT = {
    *("alabaster", "classic", "sphinxdoc", "scrolls", "agogo", "traditional", "nature", "haiku", "pyramid"),
    *("bizstyle", "sphinx_rtd_theme", "default"),
}


class picture(nodes.General, nodes.Element):
    """The picture in a doctree: `shown` (Embedded, without warnings), `folder` of its spec, and the `theme`
    that its page asks for, if any."""

    def astext(self) -> str:
        return str(self["shown"].alt)


class Roadmap(SphinxDirective):
    """`.. roadmap:: spec.yaml`, or with a spec as its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(("what", "caption", "alt", "theme", "width", "id"), directives.unchanged),
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """The figure; where it cannot be made a remark, after a warning for each problem."""
        place = self._place()
        try:
            request = self._wanted(place)
            found = shown(request, place)
        except SpecError as error:
            self.env.note_reread()
            for problem in error.problems:
                _tell(problem, self.env.srcdir)
            return [_mistake(error.problems)]
        for file in found.files:
            self.env.note_dependency(str(file))
        for problem in found.picture.warnings:
            _tell(problem, self.env.srcdir)
        return [self._figure(request, found)]

    def _place(self) -> Place:
        page = self.get_source_info()[0]
        roots = (
            Path(self.env.srcdir),
            *(Path(self.env.app.confdir, one) for one in self.config.roadmap_folders),
        )
        file = Path(page)
        root = roots[0].resolve()
        at_home = file.resolve().is_relative_to(root)
        name = file.resolve().relative_to(root).as_posix() if at_home else self.env.docname
        return Place(file if at_home else Path(self.env.doc2path(self.env.docname)), name, roots)

    def _wanted(self, place: Place) -> Wanted:
        options = {name: str(value) for name, value in self.options.items() if name not in ("name", "class")}
        if self.arguments:
            options["file"] = self.arguments[0]
        line, held = self.get_source_info()[1], self.content.data
        above, lines = _as_written(place, line, held)
        return wanted(options, lines, place=place, line=line, before=above)

    def _figure(self, request: Wanted, found: Shown) -> nodes.Element:
        drawn = replace(found.picture, warnings=()).fitted(width=request.width).described(request.alt)
        inner = picture("", shown=drawn, folder=str(found.folder), theme=request.theme)
        self.set_source_info(inner)
        figure = nodes.figure("", inner, classes=["slides-figure", *self.options.get("class", [])])
        if request.caption:
            words, messages = self.state.inline_text(request.caption, self.lineno)
            figure += [nodes.caption(request.caption, "", *words), *messages]
        self.set_source_info(figure)
        self.add_name(figure)
        return figure


def _as_written(place: Place, line: int, held: Sequence[str]) -> tuple[int, Sequence[str]]:
    """How many lines of the file stand above the content, and the content as indented as it is there.

    It is the first after the directive's `line` that says the same: MyST and reStructuredText count
    the lines of a content from different places.
    """
    whole = place.file.read_text(encoding="utf-8").splitlines() if held else []
    same = [one.strip() for one in held]
    for at in range(line, len(whole) - len(held) + 1):
        found = whole[at : at + len(held)]
        if found[0].strip() == same[0] and [one.strip() for one in found] == same:
            return at, found
    return line, held


def _theme(app: Sphinx) -> Any:
    asked = app.config.roadmap_theme
    return "light" if asked == "auto" and app.config.html_theme in _ALWAYS_LIGHT else asked


def _tell(problem: Problem, root: str | Path) -> None:
    """A problem in Sphinx's own way: the place first, then the words, with the lines below them."""
    place, _, said = render(problem).partition(f": {problem.severity}[")
    text = f"{problem.severity}[{said}" if said else place
    where = None
    if problem.span:
        source = problem.span.source
        where = f"{Path(root, source.name)}:{source.place(problem.span.start)[0]}"
    if problem.severity == "error":
        log.warning(text, location=where, type="roadmap", subtype=problem.code)
    else:
        log.info("%s: %s", where, text)


def _mistake(problems: Sequence[Problem]) -> nodes.Element:
    said = "\n".join(render(problem) for problem in problems)
    title = nodes.paragraph("", "This picture cannot be shown")
    return nodes.error("", title, nodes.literal_block(said, said, language="none"))


def _html(self: Any, node: picture) -> None:
    builder, drawn = self.builder, node["shown"]
    # One translator writes one page, of however many documents that is made.
    names: Names = vars(self).setdefault("roadmap_names", Names())
    scheme = node["theme"] or _theme(builder.app)
    drawn = drawn.fitted(name=names.take(drawn.name), scheme=scheme, width=drawn.fit.width)
    seen = drawn.linked(lambda href: _link(href, Path(node["folder"]), builder, builder.current_docname))
    self.body.append(embed.scrolled(seen))
    raise nodes.SkipNode


def _link(href: str, folder: Path, builder: Any, docname: str) -> str:
    """An address that a spec in `folder` means, as it is from the page: documents by their addresses."""
    if not embed.is_path(href):
        return href
    path = re.split("[?#]", href)[0]
    name = Path(os.path.relpath(folder / unquote(path), builder.env.srcdir)).as_posix()
    document = builder.env.path2doc(str(Path(builder.env.srcdir, name)))
    if document in builder.env.found_docs:
        return str(builder.get_relative_uri(docname, document)) + href[len(path) :]
    return relative_uri(builder.get_target_uri(docname), name) + href[len(path) :]


def _latex(self: Any, node: picture) -> None:
    data, width = node["shown"].pdf(), node["shown"].fit.width
    name = f"roadmap-{sha256(data).hexdigest()[:16]}.pdf"
    Path(self.builder.outdir, name).write_bytes(data)
    size = f"[width={width * 0.75:g}bp]" if width else ""  # 0.75 pt to the px
    self.body.append(f"\\noindent\\sphinxincludegraphics{size}{{{name}}}\n")
    raise nodes.SkipNode


class _InWords(SphinxPostTransform):
    """Where no picture can be shown the tree is told in words, as an outline."""

    default_priority = 200

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.format in ("html", "latex"):
            return
        for node in list(self.document.findall(picture)):
            outline = node["shown"].scene.desc
            said = nodes.paragraph("", node["shown"].alt)
            told = [nodes.literal_block(outline, outline, language="none")] if outline else []
            node.replace_self([said, *told])


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls: the directive, its settings and how it is written."""
    app.add_config_value("roadmap_theme", "auto", "env", ENUM(*SCHEMES))
    app.add_config_value("roadmap_folders", [], "env", (list, tuple))
    app.add_node(picture, html=(_html, None), latex=(_latex, None))
    app.add_directive("roadmap", Roadmap)
    app.add_post_transform(_InWords)
    version = int(sha256(__version__.encode()).hexdigest()[:6], 16)
    return {
        "version": __version__,
        "env_version": version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
