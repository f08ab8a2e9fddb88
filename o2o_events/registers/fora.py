"""Outside fora and bodies that took part in an event."""

from dataclasses import dataclass
from typing import Final

from o2o_events.db.models import ForumRow
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, list_entries


@dataclass(frozen=True)
class Forum:
    """``event`` is the id of the event it took part in; ``representatives`` are who came for it."""

    id: str
    event: str
    name: str
    representatives: str = ""
    note: str = ""


FORA: Final = Register(
    name="forum",
    title=lambda: _("Outside fora"),
    one=lambda: _("Outside forum"),
    row=ForumRow,
    entry=Forum,
    fields=(
        Field("event", lambda: _("Event"), "event", "attended; workshop; 活動; sự kiện; evento", is_required=True),
        Field(
            "name",
            lambda: _("Forum or body"),
            "line",
            "forum; fora; body; organisation; name; 論壇; diễn đàn; foro",
            is_required=True,
        ),
        Field(
            "representatives",
            lambda: _("Represented by"),
            "line",
            "representatives; representative; 代表; đại diện; representantes",
        ),
        Field("note", lambda: _("Note"), "line", "remarks; comment; 備註; ghi chú; nota"),
    ),
    keys=(("event", "name"),),
    sort=lambda entry, names: (names.event_position(entry.event), entry.name.casefold()),
    is_unique=True,
    known_as=lambda entry: (entry.name,),
)


def list_fora(tx: Tx, event: Event | None = None) -> list[Forum]:
    """All fora, or those at an event: by event, then by name."""
    return [forum for forum in list_entries(tx, FORA) if event is None or forum.event == event.id]


def add_forum(tx: Tx, *, event: Event | str, name: str, representatives: str = "", note: str = "") -> Forum:
    """Notes that a forum took part in an event."""
    return add_entry(tx, FORA, {"event": event, "name": name, "representatives": representatives, "note": note})
