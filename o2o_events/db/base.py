"""The declarative base, and what records and facts have in common."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import LargeBinary, MetaData, Text, event, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from o2o_events.db import stamps
from o2o_events.db.columns import Day, Flag, Json, LocalizedText, Moment, Whole
from o2o_events.db.transaction import Tx

STRICT = {"sqlite_strict": True}


class Base(DeclarativeBase):
    """All tables. Every table is STRICT where the database knows the word."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        int: Whole,
        bool: Flag,
        bytes: LargeBinary,
        datetime: Moment,
        date: Day,
        list[str]: Json,
        list[date]: Json,
        LocalizedText: Json,
        dict[str, list[str]]: Json,
    }
    __table_args__: Any = STRICT


class Replicated:
    """A record: edited field by field, merged field by field.

    ``stamps`` is kept by the flush hook below; ``revision`` counts this file's own changes and is
    what another database asks for ("what changed since I last looked"); it is never replicated.
    A record is never deleted, only marked.
    """

    id: Mapped[str] = mapped_column(primary_key=True)
    deleted: Mapped[bool] = mapped_column(default=False)
    stamps: Mapped[dict[str, list[str]]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0, index=True)


QUIET: Any = {"quiet": True}
"""A column's ``info`` where two values written side by side are no question for a person: the later stands."""
BOOKKEEPING = frozenset({"id", "stamps", "revision"})
"""Columns of a record that are not fields."""


@event.listens_for(Tx, "before_flush")
def _stamp_records(tx: Session, _context: Any, _instances: Any) -> None:
    """Stamps every new record and every changed field, once a flush."""
    assert isinstance(tx, Tx)
    for row in tx.deleted:
        if isinstance(row, Replicated):
            raise TypeError(f"records are marked as deleted, never removed: {row!r}")
    rows = [*tx.new, *(row for row in tx.dirty if tx.is_modified(row))]
    records = [row for row in rows if isinstance(row, Replicated)]
    if not records:
        return
    stamp = tx.field_stamp()
    for row in records:
        state = inspect(row)
        if state.pending:
            row.stamps = stamps.made(stamp)
        else:
            changed = {a.key for a in state.attrs if a.history.has_changes()} - BOOKKEEPING
            row.stamps = stamps.written(row.stamps, sorted(changed), stamp)
        row.revision = tx.next_revision()
        tx.mention(str(getattr(row, "__tablename__")))  # noqa: B009 the mixin has no table of its own
