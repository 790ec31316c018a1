"""One YAML spec of a family of models → a road map and a deck."""

__version__ = "0.1.0"
