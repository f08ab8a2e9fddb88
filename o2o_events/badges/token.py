"""The badge's token: 58 decimal digits, signed (pure).

Digits only, so that no keyboard layout, Caps Lock or input method can change what a scanner types,
and the QR code is version 3 at level H in numeric mode. The groups: key number (3 digits), event
number (3), category number (2), the 80-bit random badge id (25), and the first 80 bits of
HMAC-SHA256 over the digits before (25). No personal data.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

LENGTH = 58
KEY_NUMBERS = 1000
_SIGNED = 33
_BITS = 80
_ALPHABET = "34679ACDEFGHJKMNPRTVWXY"
"""23 characters (a prime) of which no two look alike."""
CODE_LENGTH = 8
"""Characters of a short code, its dash aside."""


@dataclass(frozen=True)
class Token:
    """What a genuine badge says. ``badge`` is its id: 20 hexadecimal digits."""

    key_number: int
    event_number: int
    category_number: int
    badge: str


def new_badge_id() -> str:
    """A random 80-bit badge id whose short code has a digit, so that no name looks like one."""
    while True:
        badge = secrets.token_hex(_BITS // 8)
        if any(c.isdigit() for c in short_code(badge)):
            return badge


def sign(token: Token, secret: bytes) -> str:
    """The token's 58 digits."""
    signed = f"{token.key_number:03}{token.event_number:03}{token.category_number:02}{int(token.badge, 16):025}"
    return signed + _signature(signed, secret)


def key_number(digits: str) -> int:
    """The key number that 58 digits name."""
    return int(digits[:3])


def verify(digits: str, keys: Mapping[int, bytes]) -> Token | None:
    """The token in 58 digits, or None where no key of the project signed it."""
    secret = keys.get(key_number(digits))
    if secret is None or not hmac.compare_digest(digits[_SIGNED:], _signature(digits[:_SIGNED], secret)):
        return None
    return Token(int(digits[:3]), int(digits[3:6]), int(digits[6:8]), f"{int(digits[8:_SIGNED]):020x}")


def _signature(signed: str, secret: bytes) -> str:
    digest = hmac.digest(secret, signed.encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[: _BITS // 8], 'big'):025}"


def short_code(badge: str) -> str:
    """The code printed under the QR for typing by hand: seven characters of the id and a check character."""
    value = int(badge, 16)
    characters = []
    for _place in range(CODE_LENGTH - 1):
        value, place = divmod(value, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return _spell("".join(characters) + _check_character(characters))


def read_short_code(text: str) -> str | None:
    """The code that somebody typed, in any case and with any dashes or spaces; None if it has no code's shape.

    The check character keeps a single wrong character, or two swapped neighbours, from being another badge's code.
    """
    code = "".join(c for c in text.upper() if c not in " -–—")
    is_code = len(code) == CODE_LENGTH and not set(code) - set(_ALPHABET) and any(c.isdigit() for c in code)
    return _spell(code) if is_code else None


def _spell(code: str) -> str:
    """Two halves with a dash: easier to read out and to type."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def _check_character(characters: list[str]) -> str:
    total = sum(weight * _ALPHABET.index(c) for weight, c in enumerate(characters, 1))
    return _ALPHABET[-total % len(_ALPHABET)]
