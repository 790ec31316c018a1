"""Small sites that MkDocs really builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.sites import BROKEN, TREE, ids, links, pictures, site

pytest.importorskip("mkdocs")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds what `docs/` holds, with the plugin as installed by its entry point or not."""

    def built(strict: bool = True, theme: str = "mkdocs", **options: object) -> Path:
        from mkdocs.commands.build import build as command
        from mkdocs.config import load_config
        from mkdocs.plugins import PluginCollection

        from slides.plugins.mkdocs import RoadmapPlugin

        (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
        config = load_config(str(tmp_path / "mkdocs.yml"), theme={"name": theme}, strict=strict, plugins=[])
        plugin: RoadmapPlugin = RoadmapPlugin()
        errors, warnings = plugin.load_config(options, str(tmp_path / "mkdocs.yml"))
        assert (errors, warnings) == ([], [])
        config.plugins = PluginCollection()
        config.plugins["roadmap-slides"] = plugin
        command(config)
        return tmp_path / "site"

    return built


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_named_and_held_specs_become_pictures(tmp_path: Path, build: Build) -> None:
    held = "".join(f"    {line}\n" for line in TREE.splitlines())
    page = f"# Home\n\n```roadmap guide/tree.yaml\n```\n\n!!! note\n\n    ```roadmap\n{held}    ```\n"
    pages = {"index.md": page, "guide/more.md": "# More", "more.md": "# More"}
    site(tmp_path / "docs", {**pages, "guide/tree.yaml": TREE})
    html = read(build() / "index.html")
    assert len(pictures(html)) == 2
    assert len(ids(html)) == len(set(ids(html)))


def test_links_lead_to_pages_by_their_addresses(tmp_path: Path, build: Build) -> None:
    asks = "```roadmap /guide/tree.yaml\n```"
    files = {"index.md": asks, "deep/page.md": asks, "guide/tree.yaml": TREE, "guide/more.md": "# More"}
    site(tmp_path / "docs", files)
    made = build()
    assert links(read(made / "index.html")) == ["guide/more/#part", "https://example.org/b"]
    assert links(read(made / "deep/page/index.html"))[0] == "../../guide/more/#part"


def test_a_mistake_fails_a_strict_build_with_its_line(
    tmp_path: Path, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    from mkdocs.exceptions import Abort

    held = "".join(f"{line}\n" for line in BROKEN.splitlines())
    page = f"---\ntitle: Home\n---\n\n# Home\n\n```roadmap\n{held}```\n"
    site(tmp_path / "docs", {"index.md": page})
    with pytest.raises(Abort):
        build()
    line = page.splitlines().index(BROKEN.splitlines()[5]) + 1
    assert f"index.md:{line}:25: error[unknown-model]" in caplog.text
    assert "This picture cannot be shown" in read(build(strict=False) / "index.html")


def test_specs_outside_the_documentation_need_a_folder_that_the_site_allows(
    tmp_path: Path, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    site(tmp_path, {"docs/index.md": "```roadmap tree.yaml\n```", "spec/tree.yaml": TREE})
    assert pictures(read(build(strict=False) / "index.html")) == []
    assert 'index.md:1:1: error[unreadable-file]: cannot read "tree.yaml": no such file' in caplog.text
    assert "1 | ```roadmap tree.yaml\n      | ^^^^^" in caplog.text
    assert len(pictures(read(build(folders=["spec"]) / "index.html"))) == 1


def test_folders_of_specs_are_watched_as_well(tmp_path: Path) -> None:
    from mkdocs.livereload import LiveReloadServer

    from slides.plugins.mkdocs import RoadmapPlugin

    site(tmp_path, {"spec/tree.yaml": TREE})
    plugin: RoadmapPlugin = RoadmapPlugin()
    plugin.load_config({"folders": ["spec"]}, str(tmp_path / "mkdocs.yml"))
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, root=str(tmp_path))
    try:
        plugin.on_serve(server, config=None, builder=None)
        assert str(tmp_path / "spec") in server._watched_paths
    finally:
        server.server_close()


def test_a_theme_without_a_dark_side_has_light_pictures(tmp_path: Path, build: Build) -> None:
    site(tmp_path / "docs", {"index.md": "```roadmap tree.yaml\n```", "tree.yaml": TREE, "more.md": "#"})
    assert "prefers-color-scheme" not in read(build(theme="readthedocs") / "index.html")
    html = read(build() / "index.html")
    assert "[data-bs-theme=dark] .tree-scene" in html
    assert "[data-md-color-scheme=slate] .tree-scene" in html


def test_a_second_build_is_the_same(tmp_path: Path, build: Build) -> None:
    site(tmp_path / "docs", {"index.md": "```roadmap tree.yaml\n```", "tree.yaml": TREE, "more.md": "#"})
    assert pictures_of(build()) == pictures_of(build())


def pictures_of(made: Path) -> str:
    html = read(made / "index.html")
    return html[html.index("<svg ") : html.index("</svg>")]


def test_the_entry_points_name_what_is_there() -> None:
    import tomllib
    from importlib import import_module

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    for group in ("mkdocs.plugins", "markdown.extensions"):
        for target in project["entry-points"][group].values():
            module, _, name = target.partition(":")
            assert getattr(import_module(module), name)
