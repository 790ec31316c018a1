"""The spec format for editors and for people: JSON Schema and reference page, from the model."""

from __future__ import annotations

import json

from slides.spec.model import Spec


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of a spec, as a file's text."""
    schema = Spec.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A road map and its deck"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
