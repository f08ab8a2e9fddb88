"""The exported file: its marks, its one-row manifest, its views, and the seal over every byte."""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from o2o_events.db.upgrade import EXPORTED_FILE

KINDS = ("archive", "desk", "anonymous")
_SEAL = re.compile(rb"seal:([0-9a-f]{64})")
_BLOCK = 1 << 20
_UNSEALED = b"0" * 64


@dataclass(frozen=True)
class Manifest:
    """What an exported file says of itself. ``event`` is a code, empty where it holds them all.

    ``digest`` is that of the content; ``seal``, in a plain file, that of every byte of the file.
    """

    kind: str
    event: str
    project: str
    desk: str
    desk_id: str
    made_at: str
    schema: int
    facts: int
    records: int
    digest: str
    seal: str = ""


_COLUMNS = {f.name: "INTEGER" if f.type in (int, "int") else "TEXT" for f in fields(Manifest)}

DERIVED = """
CREATE TABLE exported_attendance (
    event TEXT NOT NULL, day TEXT NOT NULL, person TEXT, family_name TEXT, given_name TEXT, economy TEXT, gender TEXT,
    category TEXT, first_in TEXT, last_out TEXT, entries INTEGER NOT NULL, desk TEXT
) STRICT;
CREATE TABLE exported_session_attendance (
    event TEXT NOT NULL, session TEXT NOT NULL, starts_at TEXT, person TEXT, first_in TEXT, minutes_inside INTEGER
) STRICT;
CREATE VIEW attendance AS SELECT * FROM exported_attendance ORDER BY event, day, first_in;
CREATE VIEW session_attendance AS SELECT * FROM exported_session_attendance ORDER BY event, starts_at, session;
CREATE TABLE exported_feedback_answers (
    event TEXT NOT NULL, session TEXT, form TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    submitted_at TEXT NOT NULL, question_code TEXT NOT NULL, answer_code TEXT NOT NULL
) STRICT;
CREATE VIEW feedback_answers AS SELECT * FROM exported_feedback_answers ORDER BY event, form, session, question_code;
"""
PARTICIPANTS = """
CREATE VIEW participants AS
    SELECT e.code AS event, p.id AS person, p.family_name, p.given_name, p.printed_name,
        coalesce(o.name, p.economy) AS economy, p.gender, r.category, p.organisation, r.status
    FROM registration r JOIN person p ON p.id = r.person JOIN event e ON e.id = r.event
        LEFT JOIN economy o ON o.code = p.economy
    WHERE NOT r.deleted AND NOT p.deleted AND NOT e.deleted
    ORDER BY e.code, p.family_name, p.given_name, p.id;
"""
"""The view of a file that has the records; an anonymous one has rows of its own instead."""
ADDED = ("participants", "attendance", "session_attendance", "feedback_answers", "manifest")
ADDED_TABLES = ("exported_attendance", "exported_session_attendance", "exported_feedback_answers")


Rows = Sequence[tuple[Any, ...]]


def write_views(raw: Any, attendance: Rows, sessions: Rows, answers: Rows = ()) -> None:
    """Puts derived figures into a file, and the views that show them; rows in the order of the views' columns."""
    for statement in DERIVED.split(";"):
        raw.execute(statement)
    raw.executemany("INSERT INTO exported_attendance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", attendance)
    raw.executemany("INSERT INTO exported_session_attendance VALUES (?, ?, ?, ?, ?, ?)", sessions)
    raw.executemany("INSERT INTO exported_feedback_answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", answers)


def write_manifest(raw: Any, manifest: Manifest) -> None:
    """Puts the manifest and the marks into a file that is otherwise complete."""
    columns = ", ".join(f"{name} {kind} NOT NULL" for name, kind in _COLUMNS.items())
    raw.execute(f"CREATE TABLE manifest ({columns}) STRICT")
    row = asdict(manifest)
    raw.execute(f"INSERT INTO manifest VALUES ({', '.join('?' * len(row))})", list(row.values()))
    raw.execute(f"PRAGMA application_id = {EXPORTED_FILE}")
    raw.execute(f"PRAGMA user_version = {manifest.schema}")


def read_manifest(raw: Any) -> Manifest | None:
    """The manifest of an exported file; None where it has not exactly one."""
    try:
        rows = raw.execute(f"SELECT {', '.join(_COLUMNS)} FROM manifest").fetchmany(2)
    except sqlite.DatabaseError:
        return None
    return Manifest(*rows[0]) if len(rows) == 1 else None


def remove_additions(raw: Any) -> None:
    """Takes away what an export adds for people, so that the file can be worked with."""
    kinds = dict(raw.execute("SELECT name, type FROM sqlite_master").fetchall())
    for name in (*ADDED, *ADDED_TABLES):
        if name in kinds:
            raw.execute(f"DROP {kinds[name]} {name}")


def new_seal() -> str:
    """A place for the seal that is nowhere else in the file."""
    return f"seal:{secrets.token_hex(32)}"


def seal(file: Path, place: str) -> None:
    """Writes the seal over the whole file into its place in the manifest."""
    mark = place.encode()
    at = [offset for offset, _found in _marks(file) if _found == mark]
    assert len(at) == 1, "the place of the seal is in the file once"
    with file.open("rb+") as stream:
        stream.seek(at[0])
        stream.write(b"seal:" + _UNSEALED)
    sealed = _digest(file, at[0]).encode()
    with file.open("rb+") as stream:
        stream.seek(at[0])
        stream.write(b"seal:" + sealed)


def is_sealed(file: Path, mark: str) -> bool:
    """Whether every byte is as it was when the file was sealed."""
    at = [offset for offset, found in _marks(file) if found == mark.encode()]
    return len(at) == 1 and mark == f"seal:{_digest(file, at[0])}"


def _digest(file: Path, at: int) -> str:
    """SHA-256 of the file as if no seal had been written at its place."""
    total = hashlib.sha256()
    start, end = at + 5, at + 5 + 64
    with file.open("rb") as stream:
        offset = 0
        while block := stream.read(_BLOCK):
            first, last = max(start - offset, 0), min(end - offset, len(block))
            if first < last:
                block = block[:first] + b"0" * (last - first) + block[last:]
            total.update(block)
            offset += len(block)
    return total.hexdigest()


def _marks(file: Path) -> Iterator[tuple[int, bytes]]:
    """Where something that looks like a seal is."""
    with file.open("rb") as stream:
        offset, tail = 0, b""
        while block := stream.read(_BLOCK):
            text = tail + block
            for match in _SEAL.finditer(text):
                yield offset - len(tail) + match.start(), match[0]
            keep = 68
            tail = text[-keep:]
            offset += len(block)


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
