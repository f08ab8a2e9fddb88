"""A real PostgreSQL server for tests, on a free loopback port, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from ports import free_port

_UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def find_programs() -> Path | None:
    """The folder with initdb and postgres: Debian keeps them out of the path."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return folders[-1] if folders else None


@dataclass
class Server:
    """A server that can be killed and started again."""

    programs: Path
    folder: Path
    port: int
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgresql://owner@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}"]
        arguments = [part for option in (*options, *self.options, *_UNSAFE_BUT_FAST) for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", *arguments],
                stdout=log,
                stderr=log,
                **_unprivileged(),
            )
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def kill(self) -> None:
        """As when the power goes."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def start_server(certificate: bytes = b"", key: bytes = b"") -> Server:
    """A new server with nothing in it; everybody on this computer is its owner, others need a password.

    With a certificate and its key (PEM) it speaks TLS.
    """
    programs = find_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="o2o-hub-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(str(_unprivileged()["user"]))
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale"]
    subprocess.run(initdb, check=True, capture_output=True, **_unprivileged())
    access = "host all owner 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    _write(data / "pg_hba.conf", access.encode())
    options: tuple[str, ...] = ()
    if certificate:
        _write(data / "server.crt", certificate)
        _write(data / "server.key", key)
        options = ("ssl=on",)
    port = free_port()
    server = Server(programs, folder, port, options)
    server.start()
    return server


def _write(file: Path, content: bytes) -> None:
    """Writes a file of the server's own, which nobody else may read."""
    program = ["sh", "-c", 'umask 077; cat > "$0"', file]
    subprocess.run(program, input=content, check=True, capture_output=True, **_unprivileged())


def _unprivileged() -> dict[str, str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {account.pw_name for account in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody", "cwd": "/"}
