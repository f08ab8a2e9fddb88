"""Many phones that send at the same moment, as a program of its own: how long each waited, and what it was told."""

import asyncio
import json
import sys
from secrets import token_urlsafe
from time import perf_counter
from urllib.parse import urlencode

Sent = tuple[str, float, int]
"""Submission, seconds until the whole page was there, HTTP status (0: none)."""


async def send_one(port: int, path: str, fields: dict[str, str], submission: str) -> Sent:
    body = urlencode(fields | {"submission": submission}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://127.0.0.1:{port}\r\n\r\n"
    start = perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + body)
        answer = await reader.read()
        writer.close()
        status = int(answer.split(b" ", 2)[1]) if b'data-state="kept"' in answer else 0
    except (OSError, IndexError, ValueError):
        status = 0
    return submission, perf_counter() - start, status


async def send_all(port: int, path: str, fields: dict[str, str], amount: int, presses: int) -> list[Sent]:
    """Each of so many phones presses the button so often, all at once."""
    ids = [token_urlsafe(24) for _phone in range(amount)]
    return await asyncio.gather(*(send_one(port, path, fields, one) for one in ids for _press in range(presses)))


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    print("ready", flush=True)
    for _line in sys.stdin:
        print(json.dumps(asyncio.run(send_all(**order))), flush=True)
