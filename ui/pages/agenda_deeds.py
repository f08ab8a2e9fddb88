"""What organisers do to an agenda, as steps that can be taken back: each gesture of the page is one function here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _, ngettext
from ui.agenda_editing import AgendaEditor
from ui.agenda_steps import SlotMove, edit
from ui.pages.agenda_blocks import days_of, moment_of, place_of
from ui.widgets.time_grid_moving import first_free
from ui.widgets.time_grid_values import ALL, Block, Place

_EARLIEST = 9 * 60


class AgendaDeeds:
    """Does things in the editor's agenda."""

    def __init__(self, editor: AgendaEditor) -> None:
        self._editor = editor

    @property
    def programme(self) -> Programme:
        assert self._editor.programme is not None, "there is an agenda before anything is done to it"
        return self._editor.programme

    @property
    def days(self) -> Sequence[date]:
        return days_of(self.programme)

    # sessions

    def place(self, places: Mapping[str, Place]) -> bool:
        """Gives sessions these places and lengths."""
        programme, days = self.programme, self.days
        steps = [
            edit(
                programme,
                "session",
                name,
                starts_at=moment_of(place, programme, days),
                room=place.column or None,
                minutes=place.minutes,
            )
            for name, place in places.items()
        ]
        return self._editor.do(self._about(_("Move {what}"), list(places)), *steps)

    def change(self, session: str, values: Mapping[str, object]) -> bool:
        return self._editor.do(
            self._about(_("Change {what}"), [session]), edit(self.programme, "session", session, **values)
        )

    def unschedule(self, ids: Sequence[str]) -> bool:
        """Takes their times and rooms away: they wait in the list."""
        steps = [edit(self.programme, "session", name, starts_at=None, room=None) for name in ids]
        return self._editor.do(self._about(_("Take the time of {what} away"), ids), *steps)

    def schedule(self, ids: Sequence[str], day: int, blocks: Sequence[Block]) -> bool:
        """Gives each the first free time of a day, in the first room."""
        programme, taken = self.programme, list(blocks)
        places = {}
        for name in ids:
            session = programme.sessions_by_id[name]
            column = session.room or (programme.rooms[0].id if programme.rooms else ALL)
            places[name] = first_free(taken, Place(day, column, _EARLIEST, session.minutes))
            taken.append(Block(name, places[name], ""))
        return self.place(places)

    def turn(self, session: str) -> bool:
        """Cancels a session, or lets it take place after all."""
        is_cancelled = self.programme.sessions_by_id[session].is_cancelled
        words = _("Let {what} take place") if is_cancelled else _("Cancel {what}")
        state = "planned" if is_cancelled else "cancelled"
        return self._editor.do(self._about(words, [session]), edit(self.programme, "session", session, state=state))

    def remove(self, ids: Sequence[str]) -> bool:
        return self._editor.remove(self._about(_("Remove {what}"), ids), [("session", name) for name in ids])

    # who appears

    def give_role(self, part: str, role: str) -> bool:
        return self._editor.do(_("Change a role"), edit(self.programme, "appearance", part, role=role))

    def remove_part(self, part: str) -> bool:
        return self._editor.remove(_("Take a speaker out"), [("appearance", part)])

    # slots

    def move_slot(self, slot: str, session: str, position: int | None = None) -> bool:
        """Puts a slot into a session, at the end without a position."""
        own = self.session_of(slot)
        if own is None:
            return False
        before = next(s.position for s in own.slots if s.id == slot)
        last = len(self.programme.sessions_by_id[session].slots) - (own.id == session)
        after = last if position is None else position
        if (own.id, before) == (session, after):
            return False
        return self._editor.do(_("Move a slot"), SlotMove(slot, (own.id, before), (session, after)))

    def resize_slot(self, slot: str, minutes: int) -> bool:
        return self._editor.do(_("Change a slot’s length"), edit(self.programme, "slot", slot, minutes=minutes))

    def remove_slot(self, slot: str) -> bool:
        return self._editor.remove(_("Remove a slot"), [("slot", slot)])

    # the rest

    def fit_to_slots(self, session: str) -> bool:
        """Makes a session as long as its slots together."""
        return self.change(session, {"minutes": sum(s.minutes for s in self.programme.sessions_by_id[session].slots)})

    def place_of(self, session: str) -> Place | None:
        return place_of(self.programme.sessions_by_id[session], self.programme, self.days)

    def session_of(self, slot: str) -> AgendaSession | None:
        """The session that a slot is in."""
        return next((s for s in self.programme.sessions if any(one.id == slot for one in s.slots)), None)

    def _about(self, words: str, ids: Sequence[str]) -> str:
        """The words of what is done, with what it is done to."""
        names = [self.programme.sessions_by_id[name].label for name in ids if name in self.programme.sessions_by_id]
        count = len(names)
        what = f"“{names[0]}”" if count == 1 else ngettext("{n} session", "{n} sessions", count).format(n=count)
        return words.format(what=what)


Deed = Callable[[], object]
