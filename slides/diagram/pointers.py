"""What a pointer finds on a tree: words where it rests, the paper where it clicks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from slides.diagram.graph import method_id
from slides.inline import plain_text
from slides.scene import Group, Item, Scene, Shape
from slides.spec import lineage
from slides.spec.model import Model, Roadmap, Spec, Step


def tips(roadmap: Roadmap) -> dict[str, str]:
    """A sentence on each model, method, arrow and number of a caveat, by the id that it has in the Scene."""
    names = {model.id: plain_text(model.name) for model in roadmap.models}
    said = dict(_steps(roadmap, names))
    made = lineage.incoming(roadmap)
    for model in roadmap.models:
        ways = "; ".join(_way(step, names) for step in made[model.id])
        said[model.id] = ", ".join(filter(None, (lineage.known(model), ways)))
    anchors = {step.id: method_id(at) for at, step in enumerate(roadmap.steps) if step.id}
    for number, caveat in enumerate(roadmap.caveats, start=1):
        said[f"{anchors.get(caveat.on, caveat.on)}/caveat-{number}"] = lineage.doubted(number, caveat)
    return said


def _steps(roadmap: Roadmap, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for number, step in enumerate(roadmap.steps):
        way = _way(step, names)
        to = lineage.listed([names[id] for id in step.to])
        yield method_id(number), f"{to}: {way}" if way else to
        for source in step.sources or (method_id(number),):
            for target in step.to:
                yield f"step/{number}/{source}>{target}", f"{names[target]}: {way}" if way else names[target]


def _way(step: Step, names: Mapping[str, str]) -> str:
    """`from A and B by the method (likely)`."""
    sources = lineage.listed([names[id] for id in step.sources]) if step.sources else ""
    method, unsure = plain_text(step.method or ""), lineage.remarks(step)
    parts = (
        f"from {sources}" if sources else "",
        f"by {method}" if method else "",
        f"({unsure})" if unsure else "",
    )
    return " ".join(part for part in parts if part)


def works(spec: Spec) -> dict[str, str]:
    """The titles of the references by their addresses."""
    return {one.link: plain_text(one.title) for one in spec.references.values() if one.link}


def paper(model: Model, spec: Spec) -> str:
    """Where the card of a model leads: its own link, else that of the reference that is its source; or ""."""
    reference = spec.references.get(model.source or "")
    return model.link or (reference.link if reference else None) or ""


def papers(spec: Spec) -> dict[str, str]:
    """The papers of all models that have one, by the models' ids."""
    models = spec.roadmap.models if spec.roadmap else ()
    return {model.id: found for model in models if (found := paper(model, spec))}


def linked(scene: Scene, links: Mapping[str, str]) -> Scene:
    """The scene with a link on each shape that is named in `links` and has none."""

    def item_linked(item: Item) -> Item:
        if isinstance(item, Group):
            return replace(item, items=tuple(item_linked(one) for one in item.items))
        if isinstance(item, Shape) and not item.href and item.id in links:
            return replace(item, href=links[item.id])
        return item

    return replace(scene, items=tuple(item_linked(item) for item in scene.items))
