"""The JSON Schema of the spec format, for editors; from the model."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from slides.spec import model


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of a spec, as a file's text."""
    schema = model.Spec.model_json_schema(by_alias=True, schema_generator=_WithShortForms)
    for part in schema["$defs"].values():
        if "anyOf" in part:  # pydantic forbids further keys beside the forms; it means the full one's
            part["anyOf"][-1]["additionalProperties"] = part.pop("additionalProperties")
    schema["$id"] = "urn:roadmap-slides:spec"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A road map and its deck"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class _WithShortForms(GenerateJsonSchema):
    """Besides the full form of a value, the short one that a validator of the model makes it from."""

    def function_before_schema(self, schema: Any) -> JsonSchemaValue:
        full = super().function_before_schema(schema)
        match schema["function"]["function"].__name__:
            case "listed":  # one for a list of one
                return {"anyOf": [full["items"], full]}
            case "from_file":  # BibTeX files, one or several
                name = {"type": "string", "pattern": r"\.bib$"}
                return {"anyOf": [name, {"type": "array", "items": name}, full]}
            case "_shown":  # nothing is an empty cell
                return {"anyOf": [full, {"type": "null"}]}
            case "_from_text":
                return {"anyOf": [{"type": "string"}, full]}
            case "_from_list":
                lists = (one for one in full["properties"].values() if one.get("type") == "array")
                return {"anyOf": [next(lists), full]}
            case name:
                raise NotImplementedError(f"no schema for what {name} accepts")
