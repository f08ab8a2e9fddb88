"""Columns and constraints only: one file per aggregate. Importing this package maps them all."""

from o2o_events.db.models.agenda import (
    AppearanceRow,
    ReleaseRow,
    RoomRow,
    SessionRow,
    SlotRow,
    SpeakerRow,
)
from o2o_events.db.models.badge import BadgeKeyRow, BadgeRow
from o2o_events.db.models.checkpoint import CheckpointRow
from o2o_events.db.models.event import CategoryRow, EventRow, ProjectRow
from o2o_events.db.models.exchange import ConflictRow, PeerRow, QuarantineRow
from o2o_events.db.models.fact import ChainRow, FactRow
from o2o_events.db.models.installation import DeskRow, InstallationRow
from o2o_events.db.models.person import NeedRow, PersonRow, RegistrationRow, SearchRow
from o2o_events.db.models.practice import AttachmentPartRow, AttachmentRow, PracticeRow
from o2o_events.db.models.register import EconomyRow

__all__ = [
    "AppearanceRow",
    "AttachmentPartRow",
    "AttachmentRow",
    "BadgeKeyRow",
    "BadgeRow",
    "CategoryRow",
    "ChainRow",
    "CheckpointRow",
    "ConflictRow",
    "DeskRow",
    "EconomyRow",
    "EventRow",
    "FactRow",
    "InstallationRow",
    "NeedRow",
    "PeerRow",
    "PersonRow",
    "PracticeRow",
    "ProjectRow",
    "QuarantineRow",
    "RegistrationRow",
    "ReleaseRow",
    "RoomRow",
    "SearchRow",
    "SessionRow",
    "SlotRow",
    "SpeakerRow",
]
