"""The colours of the light theme, for what is printed or drawn outside of a window."""

import json
from functools import cache

from o2o_events import paths


def colour(name: str, theme: str = "light") -> str:
    """A colour of a theme by its name there, such as ``accent``, as #RRGGBB."""
    return _theme(theme)[name]


@cache
def _theme(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(paths.resource("themes", f"{name}.json").read_text(encoding="utf-8"))
    return found
