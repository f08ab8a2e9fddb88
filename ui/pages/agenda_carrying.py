"""What is carried over the agenda page with the mouse: sessions to and from the list, over days, and slots."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from o2o_events.i18n import _
from ui.pages.agenda_blocks import clashes_at
from ui.widgets.time_grid_dragging import new_block
from ui.widgets.time_grid_values import Place

if TYPE_CHECKING:
    from ui.pages.agenda_page import AgendaPage


class Carrying(QObject):
    """Joins the parts of a page while something is dragged from one to another."""

    def __init__(self, page: "AgendaPage") -> None:
        super().__init__(page)
        self._page = page

    def check(self, places: Mapping[str, Place]) -> None:
        """While something is dragged: what would clash, at once."""
        programme = self._page.editor.programme
        if not places or programme is None:
            self._page.grid.warn({})
            self._page.grid.aim("")
            self._page.waiting.aim(False)
            self._page.bar.days.let_go()
            self._page.show_hints()
            return
        found = clashes_at(programme, self._page.days, places)
        wrong: dict[str, str] = {}
        for clash in found:
            for name in clash.sessions:
                wrong.setdefault(name, clash.message)
        self._page.grid.warn(wrong)
        self._page.status.setText(found[0].message if found else _("Nothing clashes here."))

    def carry_out(self, at: QPoint) -> None:
        self._page.bar.days.hold(at)
        self._page.waiting.aim(self._page.waiting.is_under(at))

    def let_go_outside(self, ids: Sequence[str], at: QPoint) -> None:
        self._page.waiting.aim(False)
        if self._page.waiting.is_under(at):
            self._page.deeds.unschedule(ids)

    def carry_in(self, ids: Sequence[str], at: QPoint) -> None:
        programme = self._page.editor.programme
        sessions = [programme.sessions_by_id[name] for name in ids] if programme else []
        blocks = [new_block(s.id, s.label, s.minutes, s.type) for s in sessions]
        self._page.grid.carry(blocks, at)
        self._page.bar.days.hold(at)

    def drop_in(self, _ids: Sequence[str], at: QPoint) -> None:
        self._page.bar.days.let_go()
        if self._page.grid.viewport().rect().contains(self._page.grid.viewport().mapFromGlobal(at)):
            self._page.grid.drop()
        else:
            self._page.grid.give_up()

    def drop_slot(self, slot: str, at: QPoint) -> None:
        target = self._page.grid.block_under(at)
        self._page.grid.aim("")
        if target is not None:
            self._page.deeds.move_slot(slot, target)

    def put_slot(self, slot: str, position: int) -> None:
        session = self._page.inspector.session
        self._page.grid.aim("")
        if session is not None:
            self._page.deeds.move_slot(slot, session.id, position)

    def carry_slot(self, _slot: str, at: QPoint) -> None:
        """A slot is held over a session."""
        self._page.grid.aim(self._page.grid.block_under(at) or "")
