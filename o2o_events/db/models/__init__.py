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
from o2o_events.db.models.feedback import AnswerNoteRow, FormRow, FormVersionRow, SlipBatchRow
from o2o_events.db.models.installation import DeskRow, InstallationRow
from o2o_events.db.models.person import NeedRow, PersonRow, RegistrationRow, SearchRow
from o2o_events.db.models.practice import AttachmentPartRow, AttachmentRow, PracticeRow
from o2o_events.db.models.register import EconomyRow
from o2o_events.db.models.reporting import (
    BarrierRow,
    DisseminationRow,
    EndorsementRow,
    ForumRow,
    OutputRow,
    PlatformRow,
    ProductRow,
    ReadingRow,
    RecommendationRow,
    RecommendationTextRow,
    SettingRow,
)

__all__ = [
    "AnswerNoteRow",
    "AppearanceRow",
    "AttachmentPartRow",
    "AttachmentRow",
    "BadgeKeyRow",
    "BadgeRow",
    "BarrierRow",
    "CategoryRow",
    "ChainRow",
    "CheckpointRow",
    "ConflictRow",
    "DeskRow",
    "DisseminationRow",
    "EconomyRow",
    "EndorsementRow",
    "EventRow",
    "FactRow",
    "FormRow",
    "FormVersionRow",
    "ForumRow",
    "InstallationRow",
    "NeedRow",
    "OutputRow",
    "PeerRow",
    "PersonRow",
    "PlatformRow",
    "PracticeRow",
    "ProductRow",
    "ProjectRow",
    "QuarantineRow",
    "ReadingRow",
    "RecommendationRow",
    "RecommendationTextRow",
    "RegistrationRow",
    "ReleaseRow",
    "RoomRow",
    "SearchRow",
    "SessionRow",
    "SettingRow",
    "SlipBatchRow",
    "SlotRow",
    "SpeakerRow",
]
