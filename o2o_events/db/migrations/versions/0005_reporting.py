"""The registers that the project reports from, its settings, and when an event was held."""

import sqlalchemy as sa
from alembic import op

from o2o_events.db.making_tables import TEXT, WHOLE, columns, make_records

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("event", sa.Column("closed_on", TEXT, nullable=True))
    make_records("setting", *columns(TEXT, "value"))
    make_records("recommendation", *columns(TEXT, "title stage drafted_at"), *columns(WHOLE, "number"))
    make_records(
        "recommendation_text",
        *columns(TEXT, "recommendation stage wording written_on note"),
        references="recommendation:recommendation",
    )
    make_records(
        "endorsement",
        *columns(TEXT, "recommendation economy endorsed_on endorsed_by"),
        references="recommendation:recommendation",
    )
    make_records(
        "barrier",
        *columns(TEXT, "title description category level source source_ref", "event economy recommendation"),
        references="event:event recommendation:recommendation",
        indexed="source_ref",
    )
    make_records(
        "platform",
        *columns(TEXT, "name economy_note contact attended note"),
        *columns(TEXT, "", "economy contacted_on confirmed_on gave_input_on"),
        *columns(TEXT, "", "interviewed_before_on interviewed_after_on"),
    )
    make_records("product", *columns(TEXT, "economy name company o2o_model description"))
    make_records("output", *columns(TEXT, "kind title status link", "published_on"))
    make_records(
        "reading",
        *columns(TEXT, "output read_on source"),
        *columns(WHOLE, "accesses"),
        references="output:output",
    )
    make_records(
        "dissemination",
        *columns(TEXT, "output body note", "economy sent_on"),
        *columns(WHOLE, "", "copies"),
        references="output:output",
    )
    make_records("forum", *columns(TEXT, "event name representatives note"), references="event:event")


def downgrade() -> None:
    op.drop_column("event", "closed_on")
    for table in (
        "forum",
        "dissemination",
        "reading",
        "output",
        "product",
        "platform",
        "barrier",
        "endorsement",
        "recommendation_text",
        "recommendation",
        "setting",
    ):
        op.drop_table(table)
