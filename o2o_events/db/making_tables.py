"""What migrations of records have in common."""

from typing import Any

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Integer()


def columns(types: sa.types.TypeEngine[Any], required: str = "", optional: str = "") -> list[sa.Column[Any]]:
    """Columns of one type from two lists of names."""
    return [sa.Column(name, types, nullable=False) for name in required.split()] + [
        sa.Column(name, types, nullable=True) for name in optional.split()
    ]


def make_records(table: str, *fields: sa.Column[Any], references: str = "", indexed: str = "") -> None:
    """Makes a table of records. ``references`` are words "column:table"; each is a key and an index."""
    pairs = [word.split(":") for word in references.split()]
    keys = [
        sa.ForeignKeyConstraint(
            [column], [f"{to}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
        )
        for column, to in pairs
    ]
    record = [*columns(TEXT, "id stamps"), *columns(FLAG, "deleted"), *columns(WHOLE, "revision")]
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, *fields, *record, *keys, primary, sqlite_strict=True)
    for column in ["revision", *(column for column, _ in pairs), *indexed.split()]:
        op.create_index(f"ix_{table}_{column}", table, [column])
