"""A day in a project file: two rooms, a best-practice session with two presenters, a break, a panel with a chair."""

from dataclasses import dataclass

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class ProgrammeDay:
    """The sessions of the day by what they are."""

    practices: AgendaSession
    coffee: AgendaSession
    panel: AgendaSession


def make_programme_day(tx: Tx, event: Event) -> ProgrammeDay:
    """09:00 practices in the hall (two slots of 20 minutes), 10:00 coffee for all, 10:30 a panel in the studio."""

    def at(clock: str):
        return event.parse_moment(f"{event.days[0].isoformat()}T{clock}")

    hall = add_room(tx, event=event, name={"en": "Hall", "vi": "Hội trường"}, capacity=2)
    studio = add_room(tx, event=event, name={"en": "Studio"}, capacity=50)
    practices = add_session(
        tx, event=event, type="best_practice", title={"en": "Practices", "vi": "Thực tiễn tốt"}, minutes=60,
        room=hall.id, starts_at=at("09:00"), expected=80,
    )  # fmt: skip
    coffee = add_session(tx, event=event, type="break", title={"en": "Coffee"}, minutes=30, starts_at=at("10:00"))
    panel = add_session(
        tx, event=event, type="panel", title={"en": "Panel"}, minutes=60, room=studio.id, starts_at=at("10:30")
    )
    for name in ("Nguyễn Thị Mai", "Wei-ting Lin"):
        slot = add_slot(tx, session=practices.id, title=f"Practice of {name}", minutes=20)
        speaker = add_speaker(tx, event=event, name=name)
        add_appearance(tx, session=practices.id, speaker=speaker.id, role="presenter", slot=slot.id)
    chair = add_speaker(tx, event=event, name="Somebody Unknown")
    add_appearance(tx, session=panel.id, speaker=chair.id, role="chair")
    sessions = read_programme(tx, event).sessions_by_id
    return ProgrammeDay(sessions[practices.id], sessions[coffee.id], sessions[panel.id])
