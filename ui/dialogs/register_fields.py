"""The fields of a record of any register, and which of them were changed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.register import Field, Names, Register
from ui.dialogs.localized_fields import LocalizedFields
from ui.widgets.labelled import field_grid, fill_choices, labelled

_LONG = 124


class EventsField(QWidget):
    """A tick for each event."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.ticks = {event.id: QCheckBox(event.code, toolTip=event.label) for event in names.events.values()}
        self._gone: set[str] = set()
        layout = QHBoxLayout(self, spacing=14)
        layout.setContentsMargins(0, 0, 0, 0)
        for tick in self.ticks.values():
            layout.addWidget(tick)
        layout.addStretch(1)

    def show_value(self, events: Sequence[str]) -> None:
        self._gone = set(events) - set(self.ticks)
        for event, tick in self.ticks.items():
            tick.setChecked(event in events)

    @property
    def value(self) -> tuple[str, ...]:
        """The ids of the events; of those that are gone too."""
        return tuple(sorted(self._gone | {event for event, tick in self.ticks.items() if tick.isChecked()}))


class RegisterFields(QWidget):
    """Shows a record to be edited. ``changes`` answers what differs, as ``edit_entry`` takes it."""

    def __init__(self, register: Register[Any], names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._register, self._names = register, names
        self._before: dict[str, Any] = {}
        self._order: list[str] = []
        self.widgets: dict[str, QWidget] = {field.name: self._make(field) for field in register.fields}
        localized = {f.name: self.widgets[f.name] for f in register.fields if f.kind == "localized"}
        self.languages = LocalizedFields(localized) if localized else None
        self._arrange()

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins: the field that is seen first."""
        return self.widgets[self._order[0]]

    def _make(self, field: Field) -> QWidget:
        match field.kind:
            case "lines":
                return self._long()
            case "localized":
                return self._long() if field.is_long else QLineEdit(maxLength=500)
            case "events":
                return EventsField(self._names)
            case "choice" | "economy" | "event" | "record":
                box = QComboBox(minimumContentsLength=12)
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                fill_choices(box, self._choices(field))
                return box
        hint = {"date": "2016-03-17", "number": _("A whole number")}.get(field.kind, "")
        if field.is_given:
            hint = _("The next one")
        return QLineEdit(maxLength=500, placeholderText=hint)

    @staticmethod
    def _long() -> QPlainTextEdit:
        field = QPlainTextEdit(tabChangesFocus=True)
        field.setFixedHeight(_LONG)
        return field

    def _choices(self, field: Field) -> list[tuple[str, str]]:
        if field.kind == "choice":
            found = list((field.choices() if field.choices else {}).items())
        elif field.kind == "economy":
            found = [(e.code, e.name) for e in ECONOMIES if e.is_member or not field.is_member]
        elif field.kind == "event":
            found = [(e.id, f"{e.code} – {e.label}") for e in self._names.events.values()]
        else:
            found = list(self._names.records.get(field.target.name, {}).items()) if field.target else []
        is_stated = field.is_required and field.empty not in (None, "")
        return found if is_stated else [("", "–"), *found]

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 10, 2)
        layout.setSpacing(10)
        if self.languages is not None:
            layout.addWidget(self.languages)
        owner = [f for f in self._register.fields if f.kind == "record" and f.is_required]
        for field in owner:
            layout.insertLayout(0, labelled(self._words(field), self.widgets[field.name]))
        kinds = ("localized", "lines", "event", "events", "record")  # long names are whole only so
        wide = [f for f in self._register.fields if f.kind in kinds and f not in owner]
        for field in wide:
            if field.kind == "localized":
                layout.addLayout(labelled(self._words(field), self.widgets[field.name]))
        others = (f for f in self._register.fields if f not in wide and f not in owner)
        rest = [(self._words(f), self.widgets[f.name]) for f in others]
        layout.addLayout(field_grid(rest))
        for field in wide:
            if field.kind != "localized":
                layout.addLayout(labelled(self._words(field), self.widgets[field.name]))
        layout.addStretch(1)
        first = [*owner, *(f for f in wide if f.kind == "localized")]
        last = [f for f in wide if f.kind != "localized"]
        middle = [f for f in self._register.fields if f not in first and f not in last]
        self._order = [field.name for field in (*first, *middle, *last)]
        for before, after in pairwise(self._order):
            QWidget.setTabOrder(self.widgets[before], self.widgets[after])

    @staticmethod
    def _words(field: Field) -> str:
        is_asked = field.is_required and not field.is_given
        return _("{field} (needed)").format(field=field.heading()) if is_asked else field.heading()

    def show_entry(self, entry: Any, stated: Mapping[str, Any] | None = None) -> None:
        """Fills the fields, a new record's with what is ``stated`` already; from here on changes count."""
        values = self._register.values(entry) | dict(stated or {})
        if self.languages is not None:
            self.languages.show_texts({f.name: values[f.name] for f in self._register.fields if f.kind == "localized"})
        for field in self._register.fields:
            if field.kind != "localized":
                self._fill(field, self.widgets[field.name], values[field.name])
        self._before = self.values

    @staticmethod
    def _fill(field: Field, widget: QWidget, value: Any) -> None:
        if isinstance(widget, EventsField):
            widget.show_value(value)
        elif isinstance(widget, QComboBox):
            if value and widget.findData(value) < 0:  # of a newer version, or gone: it stays what it is
                widget.addItem(field.words_of(str(value)), value)
            widget.setCurrentIndex(max(0, widget.findData(value or "")))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value)
        elif isinstance(widget, QLineEdit):
            widget.setText("" if value is None else str(value))
            widget.setCursorPosition(0)

    @property
    def values(self) -> dict[str, Any]:
        """Everything, as ``add_record`` takes it."""
        return {field.name: self._value(field) for field in self._register.fields}

    def _value(self, field: Field) -> Any:
        widget = self.widgets[field.name]
        if field.kind == "localized":
            return self.languages.texts(field.name) if self.languages is not None else {}
        if isinstance(widget, EventsField):
            return widget.value
        if isinstance(widget, QComboBox):
            return widget.currentData() or field.empty
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        return widget.text().strip() if isinstance(widget, QLineEdit) else None

    @property
    def changes(self) -> Mapping[str, Any]:
        """The fields that differ from what was shown."""
        return {name: value for name, value in self.values.items() if value != self._before.get(name)}
