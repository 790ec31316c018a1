"""One YAML spec of a family of models → a road map and a deck; any `diagrams` code → the same outputs.

`slides.Diagram`, `scene_of`, `save` and `draw_on` load what they need when they are first used.
"""

__version__ = "0.1.0"
__all__ = ["Diagram", "draw_on", "save", "scene_of"]

_HOMES = {
    "Diagram": ("slides.diagram.graph", "Graph"),
    "draw_on": ("slides.onto", "draw_on"),
    "save": ("slides.picture", "save"),
    "scene_of": ("slides.diagram.any", "scene_of"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home, known_as = _HOMES[name]
    return getattr(import_module(home), known_as)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
