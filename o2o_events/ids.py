"""Identities that two desks can make without asking each other."""

import secrets
import time
import uuid

_DESK_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> str:
    """A time-ordered UUID (version 7, RFC 9562) as text."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def new_desk_id() -> str:
    """Ten random characters (50 bits): short, because every fact and every stamp carries it."""
    return "".join(secrets.choice(_DESK_ALPHABET) for _ in range(10))
