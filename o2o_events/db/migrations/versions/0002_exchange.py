"""What exchanging leaves behind: peers, quarantine, conflicts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _columns(types: sa.types.TypeEngine[Any], required: str = "", optional: str = "") -> list[sa.Column[Any]]:
    return [sa.Column(name, types, nullable=False) for name in required.split()] + [
        sa.Column(name, types, nullable=True) for name in optional.split()
    ]


def upgrade() -> None:
    op.create_table(
        "peer",
        *_columns(TEXT, "database kind name address problem"),
        *_columns(WHOLE, "revision_seen", "met_at skew"),
        sa.PrimaryKeyConstraint("database", name="pk_peer"),
        sqlite_strict=True,
    )
    op.create_table(
        "quarantine",
        *_columns(TEXT, "source subject record reason content"),
        *_columns(WHOLE, "found_at"),
        sa.PrimaryKeyConstraint("source", "subject", "record", name="pk_quarantine"),
        sqlite_strict=True,
    )
    op.create_table(
        "conflict",
        *_columns(TEXT, "kind subject record field kept other kept_stamp other_stamp state choice settled_by"),
        *_columns(WHOLE, "", "settled_at"),
        *_columns(TEXT, "id"),
        *_columns(sa.Integer(), "deleted"),
        *_columns(TEXT, "stamps"),
        *_columns(WHOLE, "revision"),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
        sqlite_strict=True,
    )
    op.create_index("ix_conflict_revision", "conflict", ["revision"])
    op.create_index("ix_conflict_record", "conflict", ["record"])


def downgrade() -> None:
    for table in ("conflict", "quarantine", "peer"):
        op.drop_table(table)
