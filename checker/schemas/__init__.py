"""The published JSON Schemas, as package data: configuration, report, claim lines, baseline."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema `name` (config, report, claim or baseline)."""
    return dict(json.loads(files(__name__).joinpath(f"{name}.schema.json").read_text("utf-8")))
