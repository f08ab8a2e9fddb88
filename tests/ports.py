"""Ports for servers of tests."""

import secrets
import socket


def free_port() -> int:
    """A port that nothing uses, below those that outgoing connections take: it is still free a moment later."""
    while True:
        port = 18_000 + secrets.randbelow(14_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
