"""Writing what an import decided: many rows at once, all under one stamp."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, Final

from o2o_events.db import facts, stamps
from o2o_events.db.columns import to_json
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_ids
from o2o_events.people import search
from o2o_events.people.known import NEED, PERSON, REGISTRATION, Known
from o2o_events.people.planning import Change, Decisions, Update
from o2o_events.people.wanted import Wanted
from o2o_events.registers.events import Event

_RECORD: Final = ("id", "deleted", "stamps", "revision")
_PLACE: Final = ("person", "event", "source", "status_reason", "needs_attention")


def write_decisions(tx: Tx, *, event: Event, wanted: Wanted, decisions: Decisions, source: str) -> str:
    """Adds who is new and changes who is known; answers the stamp of all that was written.

    ``source`` is the list's name: the reason kept with changed states.
    """
    tx.flush()
    stamp = tx.field_stamp()
    writer = _Writer(tx, event, wanted, stamp, source)
    writer.add(decisions.creates, new_ids(len(decisions.creates)), with_people=True)
    joining = [update for update in decisions.updates if update.known.registration is None]
    writer.add([update.index for update in joining], [update.known.person for update in joining], with_people=False)
    for update in decisions.updates:
        writer.change(update)
    search.reindex(tx, writer.stale)
    tx.expire_all()
    return stamp


class _Writer:
    """One import's connection, stamp and revision, shared by all of its statements."""

    def __init__(self, tx: Tx, event: Event, wanted: Wanted, stamp: str, source: str) -> None:
        self.tx, self.event, self.wanted, self.stamp, self.source = tx, event, wanted, stamp, source
        self.run = tx.connection().exec_driver_sql
        self.revision = tx.next_revision()
        self.made = to_json(stamps.made(stamp))
        self.stale: list[str] = []
        """Registrations to be put into the search index anew."""

    def add(self, indexes: Sequence[int], people: Sequence[str], *, with_people: bool) -> None:
        """Registers these rows of the list as these people, whose records are made where ``with_people``."""
        if not indexes:
            return
        places = new_ids(len(indexes))
        if with_people:
            self._insert("person", PERSON, people, self._picked(PERSON, indexes))
        else:
            self.stale += places
        columns = dict(zip(REGISTRATION, self._picked(REGISTRATION, indexes), strict=True))
        columns["status"] = [status or "registered" for status in columns["status"]]
        # a column of nothing is left out: the driver takes its time over every None
        columns = {field: column for field, column in columns.items() if column.count(None) < len(column)}
        fixed: list[Iterable[Any]] = [people, repeat(self.event.id), repeat("import"), repeat(""), repeat(0)]
        self._insert("registration", (*_PLACE, *columns), places, [*fixed, *columns.values()])
        self._add_needs(indexes, places)
        if with_people:
            self._index(indexes, places)

    def _picked(self, fields: Sequence[str], indexes: Sequence[int]) -> list[list[Any]]:
        columns = [self.wanted.columns[field] for field in fields]
        if len(indexes) == len(self.wanted.numbers):
            return columns
        return [[column[i] for i in indexes] for column in columns]

    def _insert(self, table: str, fields: Sequence[str], ids: Sequence[str], columns: Sequence[Iterable[Any]]) -> None:
        names = (*_RECORD, *fields)
        rows = zip(ids, repeat(0), repeat(self.made), repeat(self.revision), *columns)
        places = ", ".join("?" * len(names))
        self.run(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", list(rows))
        self.tx.mention(table)

    def _add_needs(self, indexes: Sequence[int], places: Sequence[str]) -> None:
        dietary, access = self._picked(NEED, indexes)
        needy = [row for row in zip(places, dietary, access, strict=True) if row[1] or row[2]]
        if needy:
            ids, dietary, access = zip(*needy, strict=True)  # type: ignore[assignment] # tuples serve as well
            self._insert("need", NEED, ids, [dietary, access])

    def _index(self, indexes: Sequence[int], places: Sequence[str]) -> None:
        printed, given, family, own, organisation, email = self._picked(
            ("printed_name", "given_name", "family_name", "own_script_name", "organisation", "email"), indexes
        )
        rows = zip(places, repeat(self.event.number), printed, given, family, own, organisation, email)
        search.index_new(self.tx, list(rows))

    def change(self, update: Update) -> None:
        """Writes the changed fields of somebody known."""
        known = update.known
        of_person = [change for change in update.changes if change.field in PERSON]
        self._update("person", known.person, known.stamps[0], of_person)
        if of_person:
            rows = self.run("SELECT id FROM registration WHERE person = ? AND NOT deleted", (known.person,))
            self.stale += [row[0] for row in rows]
        if known.registration is None:
            return
        of_place = [change for change in update.changes if change.field in REGISTRATION]
        self._note_status(known, of_place)
        self._update("registration", known.registration, known.stamps[1], of_place)
        of_need = [change for change in update.changes if change.field in NEED]
        if of_need and known.need is None:
            new = {change.field: change.new for change in of_need}
            self._insert("need", NEED, [known.registration], [[new.get(field, "")] for field in NEED])
        elif known.need is not None:
            self._update("need", known.need, known.stamps[2], of_need)

    def _note_status(self, known: Known, changes: list[Change]) -> None:
        change = next((change for change in changes if change.field == "status"), None)
        if change is None:
            return
        body = {"from": change.old, "reason": self.source}
        fact = facts.NewFact(
            kind="status", event=self.event.id, registration=known.registration, outcome=change.new, body=body
        )
        facts.append(self.tx, fact)
        changes.append(Change("status_reason", None, self.source))

    def _update(self, table: str, record: str, before: stamps.Stamps, changes: Sequence[Change]) -> None:
        if not changes:
            return
        fields = [change.field for change in changes]
        after = to_json(stamps.written(before, fields, self.stamp))
        sets = ", ".join(f"{field} = ?" for field in (*fields, "stamps", "revision"))
        values = (*(change.new for change in changes), after, self.revision, record)
        self.run(f"UPDATE {table} SET {sets} WHERE id = ?", values)
        self.tx.mention(table)
