"""An attendance list as columns of words and venue times, the same for CSV, XLSX and PDF (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from o2o_events.checkin.queries import AttendanceRow, DayAttendance
from o2o_events.documents.words import gender_word, status_word
from o2o_events.i18n import _
from o2o_events.registers.categories import Category
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class Column:
    """One column: its heading, and the cell of a row.

    ``weight`` is its share of a page's width; without one it stands in files only.
    """

    heading: str
    cell: Callable[[AttendanceRow], str]
    weight: float = 0
    is_in_files: bool = True
    is_number: bool = False


@dataclass(frozen=True)
class AttendanceSheet:
    """All that an attendance file says, whatever its format."""

    event: Event
    checkpoint: str
    made_at: datetime
    rows: Sequence[AttendanceRow]
    columns: Sequence[Column]

    @property
    def in_files(self) -> list[Column]:
        return [column for column in self.columns if column.is_in_files]

    @property
    def on_paper(self) -> list[Column]:
        return [column for column in self.columns if column.weight]

    @property
    def came(self) -> int:
        return sum(not row.is_no_show for row in self.rows)

    @property
    def no_shows(self) -> int:
        return len(self.rows) - self.came

    def came_on(self, day: date) -> int:
        """How many people came on one day."""
        return sum(any(own.entries and own.day == day for own in row.days) for row in self.rows)

    @property
    def title(self) -> str:
        return _("Attendance list")

    def notes(self) -> list[tuple[str, str]]:
        """What the list is about and who counts: label and text."""
        days = ", ".join(f"{day.isoformat()} ({self.came_on(day)})" for day in self.event.days)
        return [
            (_("Event"), self.event.label),
            (_("Venue"), self.event.venue),
            (_("Days (people who came)"), days),
            (_("Checkpoint"), self.checkpoint),
            (_("Registered or confirmed"), str(len(self.rows))),
            (_("Came"), str(self.came)),
            (_("No-shows"), str(self.no_shows)),
            (_("Made"), f"{self.event.local(self.made_at):%Y-%m-%d %H:%M}"),
            (_("Who counts"), who_counts(self.event)),
        ]


def who_counts(event: Event) -> str:
    """The rule of the list, for those who read it."""
    return _(
        "Everybody registered or confirmed is listed, organisers and staff among them. Somebody came who has "
        "an accepted entry at this checkpoint that was not undone. Each day has the first entry and the last exit, "
        "in venue time ({zone})."
    ).format(zone=event.timezone)


def make_sheet(
    event: Event, checkpoint: str, rows: Sequence[AttendanceRow], categories: Sequence[Category], *, made_at: datetime
) -> AttendanceSheet:
    """The list with its headings in the present language."""
    labels = {category.code: category.label for category in categories}
    return AttendanceSheet(event, checkpoint, made_at, rows, [*_person(labels), *_days(event), *_rest(labels)])


def _person(labels: dict[str, str]) -> list[Column]:
    """The columns of the participant list, in its order."""
    return [
        Column(_("No."), lambda row: str(row.number), 8, is_number=True),
        Column(_("Economy"), lambda row: row.economy_name, 22),
        Column(_("Title"), lambda row: row.title, 11),
        Column(_("Family name"), lambda row: row.family_name, 26),
        Column(_("Given name"), lambda row: row.given_name, 26),
        Column(_("Gender"), lambda row: gender_word(row.gender), 15),
        Column(_("Position"), lambda row: row.position, 27),
        Column(_("Organisation"), lambda row: row.organisation, 38),
        Column(_("Sector"), lambda row: row.sector, 24),
        Column(_("Role"), lambda row: labels.get(row.role, row.role), 22),
    ]


def _days(event: Event) -> list[Column]:
    columns = []
    for place, day in enumerate(event.days):
        columns += [
            Column(day.isoformat(), _cell_of_day(event, place, _presence)),
            Column(_("{day} first in").format(day=day), _cell_of_day(event, place, _first_in)),
            Column(_("{day} last out").format(day=day), _cell_of_day(event, place, _last_out)),
            Column(day.isoformat(), _cell_of_day(event, place, _in_and_out), 24, is_in_files=False),
        ]
    return columns


def _rest(labels: dict[str, str]) -> list[Column]:
    return [
        Column(_("No-show"), lambda row: _("no-show") if row.is_no_show else "", 16),
        Column(_("Name on badge"), lambda row: row.printed_name),
        Column(_("Name in own script"), lambda row: row.own_script_name, 20),
        Column(_("Category"), lambda row: labels.get(row.category, row.category)),
        Column(_("Status"), lambda row: status_word(row.status)),
        Column(_("Badge"), lambda row: row.badge or ""),
    ]


def _cell_of_day(
    event: Event, place: int, say: Callable[[Event, DayAttendance], str]
) -> Callable[[AttendanceRow], str]:
    return lambda row: say(event, row.days[place])


def _presence(_event: Event, day: DayAttendance) -> str:
    return _("yes") if day.entries else ""


def _first_in(event: Event, day: DayAttendance) -> str:
    return _time(event, day.first_in)


def _last_out(event: Event, day: DayAttendance) -> str:
    return _time(event, day.last_out)


def _in_and_out(event: Event, day: DayAttendance) -> str:
    return "" if not (day.first_in or day.last_out) else f"{_first_in(event, day)} – {_last_out(event, day)}".strip()


def _time(event: Event, moment: datetime | None) -> str:
    return "" if moment is None else f"{event.local(moment):%H:%M}"
