"""The fields of an event, read as the core takes them."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from o2o_events import i18n
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event
from ui.widgets.fields import NumberField

ZONES = {
    "AU": "Australia/Sydney", "BN": "Asia/Brunei", "CA": "America/Toronto", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "HK": "Asia/Hong_Kong", "ID": "Asia/Jakarta", "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
    "MY": "Asia/Kuala_Lumpur", "MX": "America/Mexico_City", "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby",
    "PE": "America/Lima", "PH": "Asia/Manila", "RU": "Europe/Moscow", "SG": "Asia/Singapore", "TW": "Asia/Taipei",
    "TH": "Asia/Bangkok", "US": "America/New_York", "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip
"""The time zone that is proposed with an economy; it can be changed."""


@dataclass(frozen=True)
class EventDetails:
    """An event as typed."""

    code: str
    name: dict[str, str]
    economy: str
    venue: str
    timezone: str
    days: list[date]
    target: int


class EventForm:
    """An event's fields; ``fields`` are they with their words. With an event they show it, its code not to be changed.

    ``day_list`` stands for first day and number where the event's days do not follow each other.
    """

    def __init__(self, event: Event | None = None) -> None:
        self.name, self.code, self.venue = QLineEdit(maxLength=200), QLineEdit(maxLength=12), QLineEdit(maxLength=200)
        self.economy, self.zone = QComboBox(), QComboBox(editable=True)
        self.day_list = QLineEdit(maxLength=1000)
        self.first_day = QDateEdit(QDate.currentDate(), calendarPopup=True, displayFormat="yyyy-MM-dd")
        self.days = NumberField(1, 60, 1)
        self.target = NumberField(0, 100_000, 100)
        for economy in ECONOMIES:
            if economy.is_member:
                self.economy.addItem(economy.name, economy.code)
        self.zone.addItems(sorted(set(ZONES.values())))
        self.economy.currentIndexChanged.connect(lambda _row: self._propose_zone())
        self.economy.setCurrentIndex(self.economy.findData("VN"))
        self._propose_zone()
        self.code.setPlaceholderText(_("Such as VN or SUMMIT"))
        self._has_gaps = event is not None and event.days != _following(event.days[0], len(event.days))
        if event is not None:
            self._show(event)
        days: list[tuple[str, QWidget]] = [(_("First day"), self.first_day), (_("Number of days"), self.days)]
        self.fields: list[tuple[str, QWidget]] = [
            (_("Event’s name"), self.name),
            (_("Short code"), self.code),
            (_("Economy"), self.economy),
            (_("Time zone"), self.zone),
            (_("Venue"), self.venue),
            *([(_("Days, such as 2016-03-17, 2016-03-19"), self.day_list)] if self._has_gaps else days),
            (_("People expected"), self.target),
        ]

    def _show(self, event: Event) -> None:
        self.name.setText(event.label)
        self.code.setText(event.code)
        self.code.setReadOnly(True)
        self.code.setEnabled(False)
        self.economy.setCurrentIndex(self.economy.findData(event.economy))
        if self.zone.findText(event.timezone) < 0:
            self.zone.addItem(event.timezone)
        self.zone.setCurrentText(event.timezone)
        self.venue.setText(event.venue)
        first = event.days[0]
        self.first_day.setDate(QDate(first.year, first.month, first.day))
        self.days.setValue(len(event.days))
        self.day_list.setText(", ".join(day.isoformat() for day in event.days))
        self.target.setValue(event.target)
        for field in (self.name, self.venue):
            field.setCursorPosition(0)

    def read_days(self) -> list[date]:
        """Raises ``UserError`` where something that was typed is no day."""
        if not self._has_gaps:
            return list(_following(self.first_day.date().toPython(), self.days.value()))
        return [_day(text) for text in self.day_list.text().replace(",", " ").replace(";", " ").split()]

    def read(self) -> EventDetails:
        """Raises ``UserError`` where something that was typed is no day."""
        name = self.name.text().strip() or self.code.text().strip()
        return EventDetails(
            code=self.code.text().strip(),
            name={"en": name} if i18n.language() == "en" else {"en": name, i18n.language(): name},
            economy=self.economy.currentData(),
            venue=self.venue.text().strip(),
            timezone=self.zone.currentText().strip(),
            days=self.read_days(),
            target=self.target.value(),
        )

    def _propose_zone(self) -> None:
        self.zone.setCurrentText(ZONES.get(self.economy.currentData(), "UTC"))


def _following(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range(count))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        words = _("“{text}” is no day. Write days like 2016-03-17, with commas between.")
        raise UserError(words.format(text=text)) from error
