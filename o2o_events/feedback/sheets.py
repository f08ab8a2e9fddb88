"""The code on a paper form: it says which version of which form, at which event, about which session (pure).

The code is worked out from what it stands for, so nothing has to be kept for it: any desk that knows the forms and
the agenda finds its way back.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

_ALPHABET: Final = "34679ACDEFGHJKMNPRTVWXY"
"""23 characters (a prime) of which no two look alike."""
LENGTH: Final = 9
"""Characters of a code, its dashes aside; one more than a badge's, so that neither is taken for the other."""
_PART: Final = 3


@dataclass(frozen=True)
class Sheet:
    """What a paper form asks and about what; ids throughout. ``target`` is a session or slot, None for the event."""

    version: str
    event: str
    target: str | None = None


def sheet_code(sheet: Sheet) -> str:
    """The code printed on every page of the sheet: three parts of three characters, the last one a check."""
    named = "\n".join((sheet.version, sheet.event, sheet.target or ""))
    value = int.from_bytes(hashlib.sha256(b"sheet\n" + named.encode()).digest())
    characters = []
    for _place in range(LENGTH - 1):
        value, place = divmod(value, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return _spell("".join(characters) + _check_character(characters))


def read_sheet_code(text: str) -> str | None:
    """The code that somebody typed, in any case and with any dashes or spaces; None where it is none.

    The check character keeps one wrong character, or two swapped neighbours, from being another sheet's code.
    """
    code = "".join(c for c in text.upper() if c not in " -–—.")
    if len(code) != LENGTH or set(code) - set(_ALPHABET) or code[-1] != _check_character(list(code[:-1])):
        return None
    return _spell(code)


def _spell(code: str) -> str:
    return "-".join(code[start : start + _PART] for start in range(0, LENGTH, _PART))


def _check_character(characters: list[str]) -> str:
    total = sum(weight * _ALPHABET.index(c) for weight, c in enumerate(characters, 1))
    return _ALPHABET[-total % len(_ALPHABET)]
