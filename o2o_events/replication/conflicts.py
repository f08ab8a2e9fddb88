"""Disagreements that a person settles: found when records meet, listed with both sides, settled by writing anew."""

import hashlib

from o2o_events.db.columns import to_json
from o2o_events.db.stamps import made
from o2o_events.replication.merging import Disagreement
from o2o_events.replication.tables import Raw


def conflict_row(table: str, record: str, found: Disagreement) -> Raw:
    """The row that stands for a disagreement: the same in whichever database it is found."""
    key = ("field", table, record, found.field, found.kept_stamp, found.other_stamp)
    return {
        "id": conflict_id(*key),
        "kind": "field",
        "subject": table,
        "record": record,
        "field": found.field,
        "kept": to_json(found.kept),
        "other": to_json(found.other),
        "kept_stamp": found.kept_stamp,
        "other_stamp": found.other_stamp,
        "state": "open",
        "choice": "",
        "settled_by": "",
        "settled_at": None,
        "deleted": 0,
        "stamps": to_json(made(found.kept_stamp)),
    }


def conflict_id(*key: str) -> str:
    """The id that every database gives to the same disagreement."""
    return hashlib.sha256("\n".join(key).encode()).hexdigest()[:32]
