"""Every field that holds text is either emptied when an event is anonymised, or kept on purpose."""

import sqlalchemy as sa

from o2o_events.db.base import Base
from o2o_events.db.columns import Day, Flag, Moment
from o2o_events.people.clearing import _EMPTIED, _OF_THE_PROJECT
from o2o_events.replication.tables import RecordTable, record_tables

KEPT = {
    "answer_note": "answer question tags",
    "agenda_session": "abstract language source_ref state title track type",
    "appearance": "role",
    "attachment": "media_type name record sha256 subject",
    "attachment_part": "content",
    "badge": "code",
    "barrier": "category description economy level source source_ref title",
    "category": "colour name",
    "checkpoint": "categories name policy session",
    "conflict": "choice field kept kept_stamp kind other other_stamp record settled_by state subject",
    "desk": "name",
    "dissemination": "body economy note",
    "endorsement": "economy",
    "event": "code days economy name timezone venue",
    "form": "code events feeds layout name phase scope",
    "form_version": "content",
    "forum": "name",
    "output": "kind link status title",
    "person": "economy gender",
    "platform": "attended economy economy_note name",
    "practice": "company economy o2o_model presented_at source_ref status summary title women_led_rule youth_led_rule",
    "product": "company description economy name o2o_model",
    "project": "name",
    "reading": "source",
    "recommendation": "drafted_at stage title",
    "recommendation_text": "note stage wording",
    "registration": "age_35_or_under category days roles source status",
    "room": "name source_ref",
    "setting": "value",
    "slip_batch": "session",
    "slot": "source_ref title",
    "speaker": "economy",
}
"""What counts are made of, what the project publishes, and codes. Of conflicts, ``clear`` empties both sides."""


def test_every_text_is_decided_on() -> None:
    undecided = {name: texts for name, table in record_tables().items() if (texts := _texts(table))}

    assert undecided == {name: set(kept.split()) for name, kept in KEPT.items()}


def _texts(table: RecordTable) -> set[str]:
    """Fields that hold text and are not emptied."""
    columns = Base.metadata.tables[table.name].columns
    emptied = {*_EMPTIED.get(table.name, ()), *_OF_THE_PROJECT.get(table.name, ()), *table.references}
    return {field for field in table.fields if field not in emptied and _is_text(columns[field].type)}


def _is_text(kind: sa.types.TypeEngine[object]) -> bool:
    return not isinstance(kind, (Day, Flag, Moment, sa.Integer))
