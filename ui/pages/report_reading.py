"""What the report page shows, read in one snapshot, and the rows behind each of its figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from o2o_events.checkin.arrivals import Arrival
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import AttendanceRow, attendance_rows
from o2o_events.db.transaction import Tx
from o2o_events.documents.dashboard import Dashboard, read_dashboard
from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.computing import participants_against_targets
from o2o_events.people.anonymised import anonymised_events
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event, list_events
from ui.dialogs.rows_dialog import Rows
from ui.messages import gender_words, yes_no_words
from ui.pages.report_goals import Indicator, ReadIndicators

SUBJECTS = frozenset(
    {"scan", "undo", "person", "registration", "event", "category", "setting", "anonymised", "conflict", "practice",
     "barrier", "recommendation", "recommendation_text", "endorsement", "platform", "product", "output", "reading",
     "dissemination", "forum", "answer", "answer_void", "agenda_session", "slot", "speaker", "appearance"}
)  # fmt: skip


OF_THE_EVENTS = frozenset(
    {
        definitions.ATTENDANCES,
        definitions.HELD,
        definitions.COPIES,
        definitions.SHOWN,
        definitions.WOMEN_PRESENT,
    }
)
"""Indicators that only what happens at the events brings forward."""


@dataclass(frozen=True)
class ReportShown:
    """``anonymised``: ids of the events that are counts. ``targets``: participants of each, last of the project.

    ``ahead``: ids of the events whose first day is yet to come and to which nobody came: nobody is ``absent`` there.
    """

    board: Dashboard
    event: Event | None
    expected: tuple[AttendanceRow, ...]
    absent: tuple[AttendanceRow, ...]
    anonymised: frozenset[str]
    targets: tuple[tuple[Event | None, Indicator], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    ahead: frozenset[str] = frozenset()

    @property
    def is_ahead(self) -> bool:
        """Whether nothing of what is shown was held yet."""
        return bool(self.board.events) and all(one.event.id in self.ahead for one in self.board.events)

    def awaits(self, indicator: Indicator) -> bool:
        """Whether an indicator is behind because what it counts has not begun."""
        numbers = {found.number for event, found in self.targets if event is not None and event.id in self.ahead}
        return indicator.number in numbers | (OF_THE_EVENTS if self.is_ahead else frozenset())


def read_report(tx: Tx, event: Event | None, indicators: ReadIndicators | None = None) -> ReportShown:
    """All that the first page shows, of one state of the file; who counts is the project's choice."""
    board = read_dashboard(tx, event)
    project, *each = participants_against_targets(tx)
    events, now = list_events(tx), tx.now()
    ahead = {e.id for e, found in zip(events, each, strict=True) if not found.reached and e.day_of(now) < e.days[0]}
    expected: list[AttendanceRow] = []
    absent: list[AttendanceRow] = []
    for presence in board.events:
        rows = attendance_rows(tx, presence.event, get_checkpoint(tx, presence.event))
        counted = [row for row in rows if row.category in board.counted]
        expected += counted
        absent += [row for row in counted if row.is_no_show and presence.event.id not in ahead]
    return ReportShown(
        board,
        event,
        tuple(expected),
        tuple(absent),
        frozenset(anonymised_events(tx)),
        (*zip(events, each, strict=True), (None, project)),
        tuple(indicators(tx, event)) if indicators is not None else (),
        frozenset(ahead),
    )


def stated_rows(shown: ReportShown, title: str, note: str, of: Callable[[Arrival], str]) -> Rows:
    """People who came and said what a share is of, those who did not say left out."""
    return arrival_rows(shown, title, note, lambda arrival: of(arrival) != "not_stated")


def arrival_rows(shown: ReportShown, title: str, note: str, fits: Callable[[Arrival], bool] = lambda _a: True) -> Rows:
    """People who came and fit, by the moment of their first entry."""
    codes = {presence.event.id: presence.event.code for presence in shown.board.events}
    names = {category.code: category.label for category in shown.board.categories}
    fitting = [arrival for arrival in shown.board.arrivals if fits(arrival)]
    rows = [
        (
            a.name or _("Not on this desk"),
            a.organisation,
            economy_name(a.economy) or _("Not stated"),
            gender_words(a.gender),
            yes_no_words(a.age_35_or_under),
            names.get(a.category, a.category),
            codes[a.event],
            f"{a.first_at:%Y-%m-%d %H:%M}",
            str(len(a.days)),
        )
        for a in fitting
    ]
    headings = (
        _("Name"),
        _("Organisation"),
        _("Economy"),
        _("Gender"),
        _("35 or under"),
        _("Category"),
        _("Event"),
        _("First in"),
        _("Days"),
    )
    return Rows(title, headings, tuple(rows), note, tuple(map(_registration, fitting)))


def expected_rows(shown: ReportShown, title: str, note: str, *, only_absent: bool = False) -> Rows:
    """People who were registered or confirmed; or those of them who did not come, where it has begun."""
    names = {category.code: category.label for category in shown.board.categories}
    wanted = shown.absent if only_absent else shown.expected
    rows = [
        (
            row.printed_name,
            row.organisation,
            row.economy_name or _("Not stated"),
            gender_words(row.gender),
            names.get(row.category, row.category),
            _("No") if row.is_no_show else _("Yes"),
        )
        for row in wanted
    ]
    headings = (_("Name"), _("Organisation"), _("Economy"), _("Gender"), _("Category"), _("Came"))
    return Rows(title, headings, tuple(rows), note, tuple(row.registration for row in wanted))


def person_rows(shown: ReportShown, title: str, note: str) -> Rows:
    """Each person once, with the events they came to."""
    codes = {presence.event.id: presence.event.code for presence in shown.board.events}
    places: dict[str, list[Arrival]] = {}
    for arrival in shown.board.arrivals:
        one = shown.board.recognised.one(arrival.person) if arrival.person else arrival.holder
        places.setdefault(one, []).append(arrival)
    rows = [
        (
            arrivals[0].name or _("Not on this desk"),
            arrivals[0].organisation,
            economy_name(arrivals[0].economy) or _("Not stated"),
            "; ".join(_once(codes[a.event] for a in arrivals)),
            str(len(arrivals)),
        )
        for arrivals in places.values()
    ]
    headings = (_("Name"), _("Organisation"), _("Economy"), _("Events"), _("Attendances"))
    firsts = (_registration(arrivals[0]) for arrivals in places.values())
    return Rows(title, headings, tuple(rows), note, tuple(firsts))


def economy_rows(shown: ReportShown, title: str, note: str) -> Rows:
    """All 21, with how many came."""
    counts = shown.board.by_economy.items()
    rows = tuple((str(number), economy_name(code), str(count)) for number, (code, count) in enumerate(counts, 1))
    return Rows(title, (_("No."), _("Economy"), _("People")), rows, note)


def _registration(arrival: Arrival) -> str:
    """Whose badge it was, where that person is on this desk."""
    return arrival.holder if arrival.person else ""


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
