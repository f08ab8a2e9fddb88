"""The programme of an event, and the register of best practices."""

import sqlalchemy as sa
from alembic import op

from o2o_events.db.making_tables import FLAG, TEXT, WHOLE, columns, make_records

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    make_records(
        "practice",
        *columns(TEXT, "title summary company o2o_model women_led_rule youth_led_rule", "economy"),
        *columns(TEXT, "nominated_by status presented_at source_ref"),
        *columns(FLAG, "is_selected in_guidebook", "is_women_led is_youth_led"),
    )
    make_records(
        "attachment",
        *columns(TEXT, "subject record name media_type sha256"),
        *columns(WHOLE, "size"),
        indexed="record",
    )
    make_records(
        "attachment_part",
        *columns(TEXT, "attachment content"),
        *columns(WHOLE, "position"),
        references="attachment:attachment",
    )
    make_records(
        "room",
        *columns(TEXT, "event name source_ref"),
        *columns(WHOLE, "position", "capacity"),
        references="event:event",
    )
    make_records(
        "agenda_session",
        *columns(TEXT, "event type title abstract track language state source_ref extra", "room"),
        *columns(WHOLE, "minutes sequence", "starts_at expected"),
        references="event:event room:room",
    )
    make_records(
        "slot",
        *columns(TEXT, "event session title source_ref", "practice"),
        *columns(WHOLE, "position minutes"),
        references="event:event session:agenda_session practice:practice",
    )
    make_records(
        "speaker",
        *columns(TEXT, "event name own_script_name organisation position biography photo source_ref"),
        *columns(TEXT, "", "person economy available"),
        references="event:event person:person",
    )
    make_records(
        "appearance",
        *columns(TEXT, "event speaker session role", "slot"),
        *columns(WHOLE, "position"),
        references="event:event speaker:speaker session:agenda_session slot:slot",
    )
    make_records(
        "agenda_release",
        *columns(TEXT, "event note content"),
        *columns(WHOLE, "number released_at"),
        references="event:event",
    )
    op.add_column("checkpoint", sa.Column("minutes_before", WHOLE, nullable=True))


def downgrade() -> None:
    op.drop_column("checkpoint", "minutes_before")
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
