"""A network that can be cut, or swallow everything: a small TCP proxy between desks and their hub."""

import contextlib
import socket
import threading


class Network:
    """Passes connections on to a port; ``cut`` ends them all and lets nobody through until ``restore``.

    After ``swallow`` everybody is let in and everything taken, and nothing comes out at the other end.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._is_cut = False
        self._swallows = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for end in self._sockets:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            self._sockets.clear()

    def swallow(self) -> None:
        with self._lock:
            self._swallows = True

    def restore(self) -> None:
        with self._lock:
            self._is_cut = self._swallows = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                desk, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(desk,), daemon=True).start()

    def _connect(self, desk: socket.socket) -> None:
        with self._lock:
            is_cut = self._is_cut
        try:
            if is_cut:
                raise ConnectionError
            hub = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            hub.settimeout(None)
        except OSError:
            desk.close()
            return
        with self._lock:
            self._sockets += [desk, hub]
        other = threading.Thread(target=self._pump, args=(desk, hub), daemon=True)
        other.start()
        self._pump(hub, desk)
        other.join()
        desk.close()
        hub.close()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if not self._swallows:
                    target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
