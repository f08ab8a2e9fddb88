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


def new_ids(count: int) -> list[str]:
    """Many identities at once, in order: the random part begins with a counter, as RFC 9562 allows."""
    milliseconds = f"{time.time_ns() // 1_000_000 & ((1 << 48) - 1):012x}"
    head = f"{milliseconds[:8]}-{milliseconds[8:]}-7"
    start = secrets.randbits(24)
    noise = secrets.token_hex(6 * count)
    ids = []
    for i in range(count):
        number = start + i
        ids.append(f"{head}{number >> 14 & 0xFFF:03x}-{0x8000 | number & 0x3FFF:04x}-{noise[12 * i : 12 * i + 12]}")
    return ids
