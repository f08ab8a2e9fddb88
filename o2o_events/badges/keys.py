"""The project's signing keys: made with the project, never a part of what is handed out."""

import secrets

from sqlalchemy import select

from o2o_events.badges.token import KEY_NUMBERS
from o2o_events.clock import from_microseconds
from o2o_events.db.models import BadgeKeyRow
from o2o_events.db.transaction import Tx

Keys = dict[int, bytes]
"""Key number -> secret of 32 bytes."""


def make_key(tx: Tx) -> int:
    """Makes a key with a random number that the project does not have yet; answers the number."""
    taken = read_keys(tx)
    number = secrets.choice([n for n in range(KEY_NUMBERS) if n not in taken])
    tx.next_revision()
    tx.add(BadgeKeyRow(number=number, secret=secrets.token_bytes(32), made_at=from_microseconds(tx.stamp())))
    return number


def read_keys(tx: Tx) -> Keys:
    """All keys whose badges are accepted."""
    rows = tx.execute(select(BadgeKeyRow.number, BadgeKeyRow.secret))
    return {row.number: row.secret for row in rows}


def current_key(tx: Tx) -> tuple[int, bytes]:
    """The number and secret that new badges are signed with: the latest made."""
    row = tx.execute(select(BadgeKeyRow.number, BadgeKeyRow.secret).order_by(BadgeKeyRow.made_at.desc()).limit(1)).one()
    return row.number, row.secret
