"""Finding people as they are typed: any word order, no accents, one character of Chinese enough."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import text as sql

from o2o_events.db.transaction import Tx
from o2o_events.people.indexing import Indexer, Term, marks, query_terms
from o2o_events.people.names import sort_key
from o2o_events.people.queries import PersonEntry, get_entries
from o2o_events.registers.events import Event

_CODE_LENGTH: Final = 8
_INDEXED: Final = 8
"""Characters of a word's beginning for which the index keeps lists (a mark comes before them)."""
_CHUNK: Final = 500
_SEARCH: Final = (
    "SELECT r.registration FROM search_row r WHERE r.number IN (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)"
)
_BY_CODE: Final = """
    SELECT r.id FROM badge b INDEXED BY ix_badge_code CROSS JOIN registration r ON r.id = b.registration
    WHERE b.code >= ? AND b.code < ? AND r.event = ? AND NOT b.deleted AND NOT r.deleted
    ORDER BY b.revoked_at IS NOT NULL, b.code LIMIT ?"""
"""CROSS JOIN keeps SQLite from going through all registrations of the event first."""
_READ: Final = """
    SELECT r.id, e.number, r.deleted OR p.deleted, p.printed_name, p.given_name, p.family_name, p.own_script_name,
        p.organisation, p.email
    FROM registration r JOIN person p ON p.id = r.person JOIN event e ON e.id = r.event WHERE r.id IN ({places})"""


def find_people(tx: Tx, event: Event, text: str, limit: int = 50) -> list[PersonEntry]:
    """The people of an event that fit all typed words, likeliest first: badge code, whole words of the name,
    beginnings of the name, anything else. Never raises for what was typed; nothing typed finds nobody.
    """
    ranks = dict.fromkeys(_by_code(tx, event, text, limit), 0)
    if terms := query_terms(text):
        for rank, question in enumerate(_questions(terms, *marks(event.number)), 1):
            if len(ranks) >= limit:
                break
            for registration in _ask(tx, question, limit):
                ranks.setdefault(registration, rank)
    entries = get_entries(tx, list(ranks)[:limit])
    return sorted(entries, key=lambda e: (ranks[e.registration], sort_key(e.family_name, e.given_name, e.printed_name)))


def _ask(tx: Tx, question: str, limit: int) -> list[str]:
    rows = tx.connection().exec_driver_sql(_SEARCH, (question, limit))
    return [row[0] for row in rows]


def _questions(terms: list[list[Term]], names: str, others: str) -> list[str]:
    """The same question, ever wider."""
    whole = _every(terms, lambda token, _whole: f'"{names}{token}"')
    name = _every(terms, lambda token, is_whole: f'"{names}{token}"' + _star(is_whole))
    anywhere = _every(terms, lambda t, is_whole: f'("{names}{t}"{_star(is_whole)} OR "{others}{t}"{_star(is_whole)})')
    if any(len(token) > _INDEXED for ways in terms for way in ways for token, _is_whole in way):
        # a long word's beginning has no list of its own: as a whole word it is found sooner
        as_words = _every(terms, lambda token, _whole: f'("{names}{token}" OR "{others}{token}")')
        return [whole, as_words, name, anywhere]
    return [whole, name, anywhere]


def _star(is_whole: bool) -> str:
    return "" if is_whole else " *"


def _every(terms: list[list[Term]], express: Callable[[str, bool], str]) -> str:
    def one(term: Term) -> str:
        return "(" + " AND ".join(express(token, is_whole) for token, is_whole in term) + ")"

    return " AND ".join("(" + " OR ".join(map(one, ways)) + ")" for ways in terms)


def _by_code(tx: Tx, event: Event, text: str, limit: int) -> list[str]:
    """Registrations whose badge code begins with what was typed, dashes and spaces aside."""
    code = "".join(c for c in text[:40].upper() if c not in " -–—")
    is_code = 3 <= len(code) <= _CODE_LENGTH and code.isascii() and code.isalnum()
    if not is_code or not any(c.isdigit() for c in code):
        return []
    half = _CODE_LENGTH // 2
    start = code if len(code) <= half else f"{code[:half]}-{code[half:]}"
    rows = tx.connection().exec_driver_sql(_BY_CODE, (start, start + "~", event.id, limit))
    return [row[0] for row in rows]


IndexRow = tuple[str, int, str, str, str, str, str, str]
"""Registration, event number, printed, given, family and own-script name, organisation, e-mail address."""


def index_new(tx: Tx, rows: Sequence[IndexRow]) -> None:
    """Puts registrations that the index does not have into it."""
    if not rows:
        return
    connection = tx.connection()
    indexers = {event_number: Indexer(event_number) for event_number in {row[1] for row in rows}}
    first = (connection.exec_driver_sql("SELECT max(number) FROM search_row").scalar() or 0) + 1
    connection.exec_driver_sql(
        "INSERT INTO search_row (number, registration) VALUES (?, ?)",
        [(number, row[0]) for number, row in enumerate(rows, first)],
    )
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, words) VALUES (?, ?)",
        [(number, indexers[row[1]].text(*row[2:])) for number, row in enumerate(rows, first)],
    )


def reindex(tx: Tx, registrations: Iterable[str]) -> None:
    """Brings the index up to date for registrations that were added, changed or deleted."""
    tx.flush()
    wanted = list(dict.fromkeys(registrations))
    for start in range(0, len(wanted), _CHUNK):
        _reindex(tx, wanted[start : start + _CHUNK])


def _reindex(tx: Tx, registrations: list[str]) -> None:
    connection = tx.connection()
    places = ",".join("?" * len(registrations))
    known = connection.exec_driver_sql(
        f"SELECT number FROM search_row WHERE registration IN ({places})", tuple(registrations)
    )
    numbers = [(row[0],) for row in known]
    if numbers:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", numbers)
        connection.exec_driver_sql("DELETE FROM search_row WHERE number = ?", numbers)
    rows = connection.exec_driver_sql(_READ.format(places=places), tuple(registrations)).all()
    index_new(tx, [_index_row(row) for row in rows if not row[2]])


def _index_row(row: Any) -> IndexRow:
    registration, number, _deleted, printed, given, family, own, organisation, email = row
    return registration, number, printed, given, family, own, organisation, email


def forget_old_words(tx: Tx) -> None:
    """Writes the index together, without what was taken out of it: until then its old words are still in the file."""
    tx.connection().execute(sql("INSERT INTO search (search) VALUES ('optimize')"))


def rebuild_index(tx: Tx) -> int:
    """Makes the whole index anew, after people came in by another way; answers how many are in it."""
    connection = tx.connection()
    connection.exec_driver_sql("DELETE FROM search_row")
    connection.execute(sql("INSERT INTO search (search) VALUES ('delete-all')"))
    rows = connection.exec_driver_sql(_READ.split(" WHERE r.id IN")[0]).all()
    index_new(tx, [_index_row(row) for row in rows if not row[2]])
    return len(rows)
