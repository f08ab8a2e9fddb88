"""The programme of an event, and the register of best practices."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Integer()


def _columns(types: sa.types.TypeEngine[Any], required: str = "", optional: str = "") -> list[sa.Column[Any]]:
    return [sa.Column(name, types, nullable=False) for name in required.split()] + [
        sa.Column(name, types, nullable=True) for name in optional.split()
    ]


def _make_records(table: str, *columns: sa.Column[Any], references: str = "", indexed: str = "") -> None:
    """A table of records. ``references`` are words "column:table"; each is a key and an index."""
    pairs = [word.split(":") for word in references.split()]
    keys = [
        sa.ForeignKeyConstraint(
            [column], [f"{to}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
        )
        for column, to in pairs
    ]
    record = [*_columns(TEXT, "id stamps"), *_columns(FLAG, "deleted"), *_columns(WHOLE, "revision")]
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, *columns, *record, *keys, primary, sqlite_strict=True)
    for column in ["revision", *(column for column, _ in pairs), *indexed.split()]:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    _make_records(
        "practice",
        *_columns(TEXT, "title summary company o2o_model women_led_rule youth_led_rule", "economy"),
        *_columns(TEXT, "nominated_by status presented_at source_ref"),
        *_columns(FLAG, "is_selected in_guidebook", "is_women_led is_youth_led"),
    )
    _make_records(
        "attachment",
        *_columns(TEXT, "subject record name media_type sha256"),
        *_columns(WHOLE, "size"),
        indexed="record",
    )
    _make_records(
        "attachment_part",
        *_columns(TEXT, "attachment content"),
        *_columns(WHOLE, "position"),
        references="attachment:attachment",
    )
    _make_records(
        "room",
        *_columns(TEXT, "event name source_ref"),
        *_columns(WHOLE, "position", "capacity"),
        references="event:event",
    )
    _make_records(
        "agenda_session",
        *_columns(TEXT, "event type title abstract track language state source_ref extra", "room"),
        *_columns(WHOLE, "minutes sequence", "starts_at expected"),
        references="event:event room:room",
    )
    _make_records(
        "slot",
        *_columns(TEXT, "event session title source_ref", "practice"),
        *_columns(WHOLE, "position minutes"),
        references="event:event session:agenda_session practice:practice",
    )
    _make_records(
        "speaker",
        *_columns(TEXT, "event name own_script_name organisation position biography photo source_ref"),
        *_columns(TEXT, "", "person economy available"),
        references="event:event person:person",
    )
    _make_records(
        "appearance",
        *_columns(TEXT, "event speaker session role", "slot"),
        *_columns(WHOLE, "position"),
        references="event:event speaker:speaker session:agenda_session slot:slot",
    )
    _make_records(
        "agenda_release",
        *_columns(TEXT, "event note content"),
        *_columns(WHOLE, "number released_at"),
        references="event:event",
    )


def downgrade() -> None:
    for table in (
        "agenda_release",
        "appearance",
        "speaker",
        "slot",
        "agenda_session",
        "room",
        "attachment_part",
        "attachment",
        "practice",
    ):
        op.drop_table(table)
