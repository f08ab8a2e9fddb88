"""The signed code on a certificate of attendance: what it attests, without a name (pure).

The code is ``O2OC`` and 57 characters of an alphabet in which no two look alike: a number that packs the key's
number, the event's number, the registration, the days and sessions attended and the day of issue, then the first
80 bits of an HMAC-SHA256 over the characters before. Upper case only, so that its QR code is version 3.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

PREFIX: Final = "O2OC"
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_HEAD, _SIGNATURE = 40, 17
_BITS: Final = 80
LENGTH: Final = len(PREFIX) + _HEAD + _SIGNATURE
MOST_DAYS, MOST_SESSIONS = 99, 999
_DAY_ONE: Final = date(2000, 1, 1).toordinal()
_SIZES: Final = (1_000, 1_000, 2**128, MOST_DAYS + 1, MOST_DAYS + 1, MOST_SESSIONS + 1, MOST_SESSIONS + 1, 100_000)
"""How many values each part of the number can have, in order."""


@dataclass(frozen=True)
class CertificateClaim:
    """What a certificate attests: days and sessions attended, and how many there were to attend."""

    key_number: int
    event_number: int
    registration: str
    days: int
    of_days: int
    sessions: int
    of_sessions: int
    issued_on: date


def sign_claim(claim: CertificateClaim, secret: bytes) -> str:
    """The code of a claim. Raises ``ValueError`` where a figure does not fit."""
    parts = (
        claim.key_number,
        claim.event_number,
        UUID(claim.registration).int,
        claim.days,
        claim.of_days,
        claim.sessions,
        claim.of_sessions,
        claim.issued_on.toordinal() - _DAY_ONE,
    )
    number = 0
    for part, size in zip(parts, _SIZES, strict=True):
        if not 0 <= part < size:
            raise ValueError(part)
        number = number * size + part
    head = _spell(number, _HEAD)
    return PREFIX + head + _signature(head, secret)


def verify_claim(text: str, keys: Mapping[int, bytes]) -> CertificateClaim | None:
    """The claim in a code, typed in any case with any spaces or dashes; None where no key of the project signed it."""
    code = clean_code(text)
    if not has_shape(code):
        return None
    head, signature = code[len(PREFIX) : -_SIGNATURE], code[-_SIGNATURE:]
    claim = _read(head)
    secret = keys.get(claim.key_number) if claim is not None else None
    if secret is None or not hmac.compare_digest(_signature(head, secret), signature):
        return None
    return claim


def key_number(text: str) -> int | None:
    """The number of the key that a code says it was signed under, whether or not it was; None for what is no code."""
    code = clean_code(text)
    claim = _read(code[len(PREFIX) : -_SIGNATURE]) if has_shape(code) else None
    return None if claim is None else claim.key_number


def has_shape(text: str) -> bool:
    """Whether a text looks like a certificate's code, whoever signed it."""
    code = clean_code(text)
    return len(code) == LENGTH and code.startswith(PREFIX) and not set(code[len(PREFIX) :]) - set(_ALPHABET)


def clean_code(text: str) -> str:
    """The code that somebody typed or scanned, without what they put between; its beginning also with zeros."""
    code = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if not c.isspace() and c not in "-–—")
    start = code[: len(PREFIX)].replace("0", "O")
    return (start if start == PREFIX else code[: len(PREFIX)]) + code[len(PREFIX) :]


def spelled(code: str) -> str:
    """A code in groups of four, easier to read and to type."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def _read(head: str) -> CertificateClaim | None:
    number = 0
    for character in head:
        number = number * len(_ALPHABET) + _ALPHABET.index(character)
    parts: list[int] = []
    for size in reversed(_SIZES):
        number, part = divmod(number, size)
        parts.append(part)
    if number:
        return None
    issued, of_sessions, sessions, of_days, days, registration, event, key = parts
    return CertificateClaim(
        key,
        event,
        str(UUID(int=registration)),
        days,
        of_days,
        sessions,
        of_sessions,
        date.fromordinal(_DAY_ONE + issued),
    )


def _signature(head: str, secret: bytes) -> str:
    digest = hmac.digest(secret, b"certificate " + head.encode(), hashlib.sha256)
    return _spell(int.from_bytes(digest[: _BITS // 8], "big"), _SIGNATURE)


def _spell(value: int, length: int) -> str:
    characters = []
    for _place in range(length):
        value, place = divmod(value, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return "".join(reversed(characters))
