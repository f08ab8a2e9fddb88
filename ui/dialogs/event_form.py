"""The fields of an event, read as the core takes them."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from o2o_events import i18n
from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES
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
    """An event's fields; ``fields`` are they with their words."""

    def __init__(self) -> None:
        self.name, self.code, self.venue = QLineEdit(maxLength=200), QLineEdit(maxLength=12), QLineEdit(maxLength=200)
        self.economy, self.zone = QComboBox(), QComboBox(editable=True)
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
        self.fields: list[tuple[str, QWidget]] = [
            (_("Event’s name"), self.name),
            (_("Short code"), self.code),
            (_("Economy"), self.economy),
            (_("Time zone"), self.zone),
            (_("Venue"), self.venue),
            (_("First day"), self.first_day),
            (_("Number of days"), self.days),
            (_("People expected"), self.target),
        ]

    def read(self) -> EventDetails:
        first = self.first_day.date()
        days = [first.addDays(n) for n in range(self.days.value())]
        name = self.name.text().strip() or self.code.text().strip()
        return EventDetails(
            code=self.code.text().strip(),
            name={"en": name} if i18n.language() == "en" else {"en": name, i18n.language(): name},
            economy=self.economy.currentData(),
            venue=self.venue.text().strip(),
            timezone=self.zone.currentText().strip(),
            days=[date(day.year(), day.month(), day.day()) for day in days],
            target=self.target.value(),
        )

    def _propose_zone(self) -> None:
        self.zone.setCurrentText(ZONES.get(self.economy.currentData(), "UTC"))
