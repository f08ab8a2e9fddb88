"""The fields of a person and their registration, and which of them were changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from o2o_events.i18n import _
from o2o_events.people.queries import Needs, PersonEntry
from o2o_events.registers.categories import Category
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event
from ui.messages import day_words, genders, yes_no
from ui.widgets.labelled import field_grid, fill_choices, labelled

_TEXTS = (
    "title", "printed_name", "family_name", "given_name", "own_script_name", "organisation", "position", "sector",
    "email", "phone", "economy_note",
)  # fmt: skip


class PersonFields(QWidget):
    """Shows a ``PersonEntry`` to be edited. ``changes`` answers what differs, as ``edit_person`` takes it."""

    def __init__(self, event: Event, categories: Sequence[Category], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._event = event
        self._before: dict[str, object] = {}
        self.texts = {name: QLineEdit(maxLength=500) for name in (*_TEXTS, "dietary", "access")}
        self.boxes = {name: QComboBox() for name in ("economy", "category", "gender", "age_35_or_under")}
        self.ticks = {
            name: QCheckBox() for name in ("needs_attention", "consent_list", "consent_survey", "consent_photo")
        }
        self.days = {day: QCheckBox(day_words(day)) for day in event.days}
        self.note = QPlainTextEdit(maximumHeight=84, tabChangesFocus=True)
        fill_choices(self.boxes["economy"], [("", "–"), *((e.code, e.name) for e in ECONOMIES)])
        fill_choices(self.boxes["category"], [(c.code, c.label) for c in categories])
        fill_choices(self.boxes["gender"], [(c.value, c.words) for c in genders()])
        fill_choices(self.boxes["age_35_or_under"], [(c.value, c.words) for c in yes_no()])
        self._arrange()

    def _arrange(self) -> None:
        texts, boxes = self.texts, self.boxes
        fields: list[tuple[str, QWidget]] = [
            (_("Name on the badge"), texts["printed_name"]),
            (_("Name in own script"), texts["own_script_name"]),
            (_("Family name"), texts["family_name"]),
            (_("Given name"), texts["given_name"]),
            (_("Title"), texts["title"]),
            (_("Category"), boxes["category"]),
            (_("Organisation"), texts["organisation"]),
            (_("Position"), texts["position"]),
            (_("Economy"), boxes["economy"]),
            (_("Non-member economy"), texts["economy_note"]),
            (_("E-mail"), texts["email"]),
            (_("Phone"), texts["phone"]),
            (_("Sector"), texts["sector"]),
            (_("Gender, as the person states it"), boxes["gender"]),
            (_("35 or under"), boxes["age_35_or_under"]),
            (_("Dietary needs"), texts["dietary"]),
            (_("Access needs"), texts["access"]),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 10, 2)
        layout.setSpacing(10)
        layout.addLayout(field_grid(fields))
        layout.addLayout(labelled(_("Note for the desk"), self.note))
        for name, words in (
            ("needs_attention", _("Show the note at every scan")),
            ("consent_list", _("May be on the shared participant list")),
            ("consent_survey", _("May be written to for the survey")),
            ("consent_photo", _("May be photographed")),
        ):
            self.ticks[name].setText(words)
            layout.addWidget(self.ticks[name])
        if len(self.days) > 1:
            row = QHBoxLayout(spacing=14)
            for box in self.days.values():
                row.addWidget(box)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(1)

    def show_person(self, entry: PersonEntry, needs: Needs) -> None:
        """Fills the fields; from here on changes count."""
        for name, field in self.texts.items():
            field.setText(str(getattr(needs if name in ("dietary", "access") else entry, name) or ""))
            field.setCursorPosition(0)
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(entry, name) or ""))
        self.ticks["needs_attention"].setChecked(entry.needs_attention)
        for name in ("consent_list", "consent_survey", "consent_photo"):
            self.ticks[name].setChecked(getattr(entry, f"{name}_on") is not None)
        for day, box in self.days.items():
            box.setChecked(not entry.days or day in entry.days)
        self.note.setPlainText(entry.desk_note)
        self._before = self._now()

    @property
    def changes(self) -> Mapping[str, object]:
        """The fields that differ from what was shown."""
        return {name: value for name, value in self._now().items() if value != self._before.get(name)}

    def _now(self) -> dict[str, object]:
        days = [day for day, box in self.days.items() if box.isChecked()]
        values: dict[str, object] = {name: field.text().strip() for name, field in self.texts.items()}
        values |= {name: box.currentData() or "" for name, box in self.boxes.items()}
        values |= {name: tick.isChecked() for name, tick in self.ticks.items()}
        values["desk_note"] = self.note.toPlainText().strip()
        values["days"] = [] if len(days) == len(self.days) else days
        return values
