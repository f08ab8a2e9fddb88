"""What importing a programme would do: its shape, for screens and the command line to show (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from o2o_events.agenda.formats.draft import DraftProblem, DraftRoom, DraftSession, DraftSpeaker


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """``overwrite``: the file counts wherever it differs. ``keep_missing``: nothing is withdrawn."""

    overwrite: bool = False
    keep_missing: bool = False


@dataclass(frozen=True)
class FieldChange:
    """One field of a session: what it is, and what it would be."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class PlannedSession:
    """What would come of one session.

    ``kind``: created, updated, moved (its time or room changes, whatever else does), withdrawn (in the agenda, no
    longer in the file: it is cancelled) or unchanged. ``values`` are the fields to write, ``said`` what the file says,
    to be remembered; ``is_revived``: it had been removed here.
    """

    kind: str
    session: str
    title: str
    place: str = ""
    changes: tuple[FieldChange, ...] = ()
    draft: DraftSession | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    is_revived: bool = False


@dataclass(frozen=True)
class PlannedRoom:
    """A room of the file: ``room`` is its id here; ``values`` what is written, all of it where it ``is_new``."""

    room: str
    draft: DraftRoom
    is_new: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PlannedSpeaker:
    """A speaker of the file, as ``PlannedRoom``."""

    speaker: str
    draft: DraftSpeaker
    is_new: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class AgendaPlan:
    """Everything that an import would do, or did. ``problems`` are the file's, ``doubts`` need a person's eye."""

    file: str
    format: str
    source: str
    sessions: tuple[PlannedSession, ...]
    rooms: tuple[PlannedRoom, ...]
    speakers: tuple[PlannedSpeaker, ...]
    problems: tuple[DraftProblem, ...]
    doubts: tuple[DraftProblem, ...]
    dry_run: bool = True
    timezone: str = "UTC"
    names: Mapping[str, str] = field(default_factory=dict)
    """What rooms and speakers are called in the present language, by id."""

    def of(self, kind: str) -> list[PlannedSession]:
        """The sessions of one kind, in the file's order."""
        return [planned for planned in self.sessions if planned.kind == kind]

    def count(self, kind: str) -> int:
        return len(self.of(kind))

    @property
    def rejected(self) -> int:
        """Sessions and slots of the file of which nothing came."""
        return sum(problem.is_lost for problem in self.problems)

    @property
    def new_rooms(self) -> int:
        return sum(room.is_new for room in self.rooms)

    @property
    def new_speakers(self) -> int:
        return sum(speaker.is_new for speaker in self.speakers)

    @property
    def changes_something(self) -> bool:
        parts: tuple[PlannedRoom | PlannedSpeaker, ...] = (*self.rooms, *self.speakers)
        return any(planned.kind != "unchanged" for planned in self.sessions) or any(p.is_new or p.values for p in parts)

    def to_row(self) -> dict[str, Any]:
        """The plan as one JSON object."""
        return {
            "created": self.count("created"),
            "updated": self.count("updated"),
            "moved": self.count("moved"),
            "withdrawn": self.count("withdrawn"),
            "unchanged": self.count("unchanged"),
            "rejected": self.rejected,
            "rooms": self.new_rooms,
            "speakers": self.new_speakers,
            "format": self.format,
            "problems": [_problem_row(problem) for problem in self.problems],
            "doubts": [_problem_row(doubt) for doubt in self.doubts],
            "dry_run": self.dry_run,
        }


def _problem_row(problem: DraftProblem) -> dict[str, Any]:
    return {
        "place": problem.place,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
    }
