"""Forms, their versions, slips, and notes on answers."""

from alembic import op

from o2o_events.db.making_tables import FLAG, TEXT, WHOLE, columns, make_records

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    make_records(
        "form",
        *columns(TEXT, "code name scope phase layout feeds", "events"),
        *columns(FLAG, "is_named is_open needs_slip asks_badge"),
    )
    make_records(
        "form_version",
        *columns(TEXT, "form content"),
        *columns(WHOLE, "number"),
        references="form:form",
    )
    make_records(
        "slip_batch",
        *columns(TEXT, "event form made_on", "session"),
        *columns(WHOLE, "count"),
        references="event:event form:form",
    )
    make_records("answer_note", *columns(TEXT, "answer question tags"), indexed="answer")


def downgrade() -> None:
    for table in ("answer_note", "slip_batch", "form_version", "form"):
        op.drop_table(table)
