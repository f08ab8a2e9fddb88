"""The addresses under which other devices reach this computer."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

_ANYWHERE: Final = ("10.255.255.255", "192.168.255.255", "172.31.255.255", "203.0.113.1")
"""Nothing is sent there: the system only says from which of its addresses it would be."""


@dataclass(frozen=True)
class Address:
    """One address of this computer; ``is_venue`` unless only this computer itself reaches it."""

    text: str
    is_venue: bool


def list_addresses() -> list[Address]:
    """IPv4 addresses of this computer: private networks first, itself last. Works without any network."""
    found = dict.fromkeys([*_routed(), *_named()])
    venue = [text for text in found if not ip_address(text).is_loopback and not ip_address(text).is_unspecified]
    venue.sort(key=lambda text: (ip_address(text).is_link_local, not ip_address(text).is_private))
    return [Address(text, True) for text in venue] + [Address("127.0.0.1", False)]


def likely_address() -> str:
    """The address that phones in the room most likely reach."""
    return list_addresses()[0].text


def page_address(address: str, port: int) -> str:
    """What is typed into a browser, or stands in a QR code."""
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}/" if port == 80 else f"http://{host}:{port}/"


def _routed() -> list[str]:
    found = []
    for target in _ANYWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                found.append(str(probe.getsockname()[0]))
            except OSError:
                continue
    return found


def _named() -> list[str]:
    try:
        return list(socket.gethostbyname_ex(socket.gethostname())[2])
    except OSError:
        return []
