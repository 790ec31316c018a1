from slides.diagram.any import scene_of as scene_of
from slides.diagram.graph import Graph as Diagram
from slides.picture import save as save

__version__: str
__all__ = ["Diagram", "save", "scene_of"]
