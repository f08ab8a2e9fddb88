"""The raw SQLCipher key of a protected file, derived once instead of at every connection."""

import hashlib
import os
from pathlib import Path

_ITERATIONS = 256_000
"""SQLCipher 4's own: PBKDF2-HMAC-SHA512."""
_SQLITE_HEADER = b"SQLite format 3\x00"


def is_protected(file: Path) -> bool:
    """Whether a file that exists is not readable without a passphrase."""
    head = _head(file)
    return len(head) == 16 and head != _SQLITE_HEADER


def raw_key(file: Path, passphrase: str) -> str:
    """``key`` for the PRAGMA: 32 bytes of key and the file's 16 bytes of salt, in hexadecimal.

    A file that does not exist yet gets a fresh salt, which SQLCipher then writes into it.
    """
    salt = _head(file)
    if len(salt) < 16:
        salt = os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ITERATIONS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def _head(file: Path) -> bytes:
    if not file.exists():
        return b""
    with file.open("rb") as stream:
        return stream.read(16)
