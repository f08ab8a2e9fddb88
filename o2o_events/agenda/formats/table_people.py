"""Names in one cell: written so that they can be told apart again, and read as people write them (pure)."""

import re

from o2o_events.agenda.formats.draft import DraftSpeaker
from o2o_events.text import clean, fold

_MARK = re.compile(r"^(.*?)\s*\[([^\[\]]+)\]$")
_NEEDS_QUOTES = re.compile(r'[;；、,"\[\]]')


def write_people(speakers: list[DraftSpeaker], ambiguous: frozenset[str]) -> str:
    """Names with semicolons between; a name that two speakers have is followed by the id in brackets."""
    return "; ".join(_write(speaker, ambiguous) for speaker in speakers)


def _write(speaker: DraftSpeaker, ambiguous: frozenset[str]) -> str:
    name = '"' + speaker.name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(speaker.name) else speaker.name
    return f"{name} [{speaker.key}]" if fold(speaker.name) in ambiguous else name


def read_people(cell: str) -> list[tuple[str, str]]:
    """The names in a cell, each with the id that stands in brackets behind it."""
    found = []
    for part in _split(cell):
        name, ref = part, ""
        if match := _MARK.match(part):
            name, ref = match[1], match[2].strip()
        if len(name) > 1 and name.startswith('"') and name.endswith('"'):
            name = name[1:-1].replace('""', '"')
        if name := clean(name):
            found.append((name, ref))
    return found


def _split(cell: str) -> list[str]:
    """Parts between separators, quotes aside; commas separate where whole names stand between them."""
    parts, start, is_quoted = [], 0, False
    for i, character in enumerate(cell):
        if character == '"':
            is_quoted = not is_quoted
        elif not is_quoted and character in ";；、\n\r":
            parts.append(cell[start:i].strip())
            start = i + 1
    parts.append(cell[start:].strip())
    parts = [part for part in parts if part]
    if len(parts) == 1 and '"' not in cell and "," in cell:
        names = [part.strip() for part in cell.split(",")]
        if all(" " in name for name in names):
            return names
    return parts
