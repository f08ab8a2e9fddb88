"""The server of the pages: on the address that the organiser picks, bounded in every way it can be held up."""

import errno
import logging
import select
import socket
import time
from collections.abc import Collection
from threading import Thread
from typing import Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask
from waitress.wasyncore import close_all

from o2o_events.db.database import Database
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, _, speaking
from o2o_events.web.addresses import likely_address, page_address
from o2o_events.web.guard import HEADERS
from o2o_events.web.keeping import Keeper
from o2o_events.web.languages import choose_language
from o2o_events.web.limits import Limits
from o2o_events.web.posted import LARGEST
from o2o_events.web.site import make_site
from o2o_events.web.words import error_words

PORT: Final = 8080
THREADS: Final = 24
"""Most wait for the disk together with others; see keeping.py."""
_EVERYWHERE: Final = ("", "0.0.0.0", "::")
_HAS_POLL: Final = hasattr(select, "poll")
_CONNECTIONS: Final = 800 if _HAS_POLL else 400
"""At once. Without poll, a system watches at most 512."""
_IDLE: Final = 15
"""Seconds after which a silent connection is closed."""
_SLOWEST: Final = 60
"""Seconds in which a request must have come whole, however busily its bytes trickle in."""


_LAST_WORDS: Final = 2.0
"""Seconds for answers that are on their way when the server stops."""


_TAKEN: Final = (errno.EADDRINUSE, 10048)
"""What systems say of a port in use; the number is that of Windows."""


class _WordsTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What cannot even be handed to the site is refused in words too."""

    def execute(self) -> None:
        code = self.request.error.code
        language = choose_language(tuple(LANGUAGES), None, self.request.headers.get("ACCEPT_LANGUAGE", ""))
        with speaking(language):
            title, sentence = error_words(code)
        page = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title><p>{sentence}</p>'
        body = page.encode()
        self.status = f"{code} {self.request.error.reason}"
        self.response_headers.extend([*HEADERS.items(), ("Content-Type", "text/html; charset=utf-8")])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that knows since when its present request has been on its way."""

    error_task_class = _WordsTask
    begun_at: float | None = None

    def writable(self) -> bool:
        """WORKAROUND waitress/channel.py: asked to send what a task still writes, its loop spins and keeps the task
        from the interpreter for milliseconds. The task wakes the loop once the page is whole."""
        if self.requests and not self.will_close and self.total_outbufs_len < self.adj.outbuf_high_watermark:
            return False
        return bool(super().writable())

    def received(self, data: bytes) -> Any:
        if self.request is None:
            self.begun_at = time.time()
        answer = super().received(data)
        if self.request is None:
            self.begun_at = None
        return answer


class _BoundedServer(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Closes what is silent, and what is slow."""

    channel_class = _Channel

    def listen(self, waiting: int) -> None:
        """WORKAROUND waitress/wasyncore.py: on Windows it lets five phones wait, whatever it was told."""
        self.accepting = True
        self.socket.listen(waiting)

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.begun_at is not None and channel.begun_at < now - _SLOWEST:
                channel.will_close = True


class Server:
    """The pages of one event on the network, from ``start`` to ``stop``."""

    def __init__(
        self,
        database: Database,
        *,
        event: str,
        forms: Collection[str] = (),
        address: str = "127.0.0.1",
        port: int = PORT,
        limits: Limits | None = None,
    ) -> None:
        self.address = address
        self.port = port
        self._keeper = Keeper(database)
        self._site = make_site(database, event=event, forms=forms, limits=limits, keeper=self._keeper)
        self._server: _BoundedServer | None = None
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """What phones open: of all addresses of this computer the likeliest."""
        return page_address(likely_address() if self.address in _EVERYWHERE else self.address, self.port)

    def start(self) -> None:
        """Serves from now on, on threads of its own. Raises ``UserError`` where the address cannot be had.

        Port 0 takes any that is free; ``port`` tells which.
        """
        _quieten()
        door = _bind(self.address, self.port)
        told = (door.family, door.type, door.proto, door.getsockname())
        self._server = _BoundedServer(
            self._site, _sock=door, sockinfo=told, bind_socket=False, adj=_adjustments(self.address, self.port)
        )
        self.port = int(self._server.effective_port)
        self._keeper.start()
        self._thread = Thread(target=self._server.run, name="feedback pages", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Takes no more; what was handed in before is still kept and answered."""
        server, self._server = self._server, None
        if server is None or self._thread is None:
            return
        server.task_dispatcher.shutdown(timeout=10)
        self._keeper.close()
        deadline = time.monotonic() + _LAST_WORDS
        while any(c.total_outbufs_len for c in list(server.active_channels.values())) and time.monotonic() < deadline:
            server.pull_trigger()
            time.sleep(0.01)
        server.trigger.pull_trigger(lambda: close_all(server._map))
        self._thread.join()
        self._thread = None


def _bind(address: str, port: int) -> socket.socket:
    """A socket at the address. Raises ``UserError`` where it cannot be had."""
    door = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # elsewhere it lets a stopped server start again at once
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((address, port))
    except (OSError, OverflowError) as error:
        door.close()
        raise UserError(_refused(address, port, error)) from error
    return door


def _adjustments(address: str, port: int) -> Adjustments:
    return Adjustments(
        host=address,
        port=port,
        threads=THREADS,
        ident=None,
        connection_limit=_CONNECTIONS,
        backlog=512,
        channel_timeout=_IDLE,
        cleanup_interval=5,
        asyncore_use_poll=_HAS_POLL,
        max_request_body_size=2 * LARGEST,
        max_request_header_size=16 * 1024,
        clear_untrusted_proxy_headers=True,
        log_socket_errors=False,
    )


def _quieten() -> None:
    """Nothing of what a client asked for goes into the log: addresses of slips would be among it."""
    for name in ("waitress", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _refused(address: str, port: int, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return _("Port {port} is kept for the system. Choose one above 1023, such as 8080.").format(port=port)
    if isinstance(error, OSError) and error.errno in _TAKEN:
        return _("Port {port} is in use by another program. Close it, or choose another port.").format(port=port)
    return _("This computer has no address “{address}”. Choose one of those it has.").format(address=address)
