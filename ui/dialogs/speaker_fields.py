"""The fields of a speaker: names, biography in languages, photograph, and when they can be there."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from o2o_events import i18n
from o2o_events.agenda.programme import Interval, Speaker
from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event
from ui.widgets.icons import IconButton, IconToolButton
from ui.widgets.labelled import field_grid, fill_choices, labelled
from ui.widgets.localized_field import LocalizedField

_PHOTO = 96
_LARGEST = 30_000_000


class SpeakerFields(QWidget):
    """``photo_refused`` tells why a file cannot be a photograph."""

    photo_refused = Signal(str)

    def __init__(self, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        names = ("name", "own_script_name", "organisation", "position")
        self.texts = {name: QLineEdit(maxLength=300) for name in names}
        self.economy = QComboBox()
        fill_choices(self.economy, [("", "–"), *((e.code, e.name) for e in ECONOMIES)])
        self.biography = LocalizedField(i18n.LANGUAGES, height=110)
        self.photo = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.photo.setFixedSize(_PHOTO, _PHOTO * 5 // 4)
        self.choose_photo, self.drop_photo = IconButton("folder", "small"), IconButton("cross", "small")
        self.times = _Times(event)
        self._photo: bytes | str = ""
        self._before: Mapping[str, object] = {}
        self._arrange()
        self.choose_photo.clicked.connect(self._ask_photo)
        self.drop_photo.clicked.connect(lambda: self.show_photo(""))

    def _arrange(self) -> None:
        self.choose_photo.setText(_("Photograph…"))
        self.drop_photo.setText(_("Without"))
        fields: list[tuple[str, QWidget]] = [
            (_("Name, as it is printed"), self.texts["name"]),
            (_("Name in own script"), self.texts["own_script_name"]),
            (_("Organisation"), self.texts["organisation"]),
            (_("Position"), self.texts["position"]),
            (_("Economy"), self.economy),
        ]
        side = QVBoxLayout(spacing=6)
        side.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self.choose_photo)
        side.addWidget(self.drop_photo)
        side.addStretch(1)
        top = QHBoxLayout(spacing=14)
        top.addLayout(field_grid(fields), 1)
        top.addLayout(side)
        layout = QVBoxLayout(self, spacing=10)
        layout.setContentsMargins(2, 2, 10, 2)
        layout.addLayout(top)
        layout.addLayout(labelled(_("Biography"), self.biography))
        layout.addWidget(self.times)
        layout.addStretch(1)

    def show_speaker(self, speaker: Speaker | None) -> None:
        """Fills the fields; from here on changes count."""
        for name, field in self.texts.items():
            field.setText(getattr(speaker, name) if speaker else "")
            field.setCursorPosition(0)
        self.economy.setCurrentIndex(max(0, self.economy.findData((speaker.economy if speaker else "") or "")))
        self.biography.show_text(speaker.biography if speaker else {}, i18n.language())
        self.times.show_times(speaker.available if speaker else None)
        self.show_photo(speaker.photo if speaker else "")
        self._before = self.values

    @property
    def values(self) -> dict[str, object]:
        values: dict[str, object] = {name: field.text().strip() for name, field in self.texts.items()}
        return values | {
            "economy": self.economy.currentData() or None,
            "biography": self.biography.text,
            "available": self.times.times,
            "photo": self._photo,
        }

    @property
    def changes(self) -> dict[str, object]:
        """The fields that differ from what was shown."""
        return {name: value for name, value in self.values.items() if value != self._before.get(name)}

    def show_photo(self, photo: bytes | str) -> None:
        """A photograph as a file holds it, or as it is kept; "" for none."""
        content = base64.b64decode(photo) if isinstance(photo, str) else photo
        pixmap = QPixmap()
        if content and not pixmap.loadFromData(content):
            self.photo_refused.emit(_("This file is no image that can be read. Choose a JPEG or PNG photograph."))
            return
        self._photo = photo
        whole = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        self.photo.setPixmap(pixmap.scaled(self.photo.size(), whole, smooth) if content else QPixmap())
        if not content:
            self.photo.setText(_("No photograph"))
            self.photo.setWordWrap(True)
        self.drop_photo.setEnabled(bool(content))

    def _ask_photo(self) -> None:
        kinds = _("Photographs (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a photograph"), "", kinds)
        if name:
            self.take_photo(Path(name))

    def take_photo(self, file: Path) -> None:
        """Shows a file's photograph; the core makes it small when it is saved."""
        try:
            is_too_large = file.stat().st_size > _LARGEST
            content = b"" if is_too_large else file.read_bytes()
        except OSError:
            is_too_large, content = False, b""
        if is_too_large:
            self.photo_refused.emit(_("This image is too large. Choose a smaller photograph."))
        elif not content:
            self.photo_refused.emit(_("This file is no image that can be read. Choose a JPEG or PNG photograph."))
        else:
            self.show_photo(content)


class _Times(QWidget):
    """When somebody can be there: a row each time, none for always."""

    def __init__(self, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._rows: list[tuple[QWidget, QDateTimeEdit, QDateTimeEdit]] = []
        self.words = QLabel(objectName="hint", wordWrap=True)
        self.add = IconButton("plus", "small")
        self.add.setText(_("Add a time"))
        self.add.clicked.connect(self._add_usual)
        self._lines = QVBoxLayout(spacing=4)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.add)
        layout.addLayout(top)
        layout.addLayout(self._lines)
        self._tell()

    def show_times(self, times: tuple[Interval, ...] | None) -> None:
        for row in list(self._rows):
            self._drop(row)
        for start, end in times or ():
            self._add(self._event.local(start), self._event.local(end))
        self._tell()

    @property
    def times(self) -> tuple[Interval, ...] | None:
        """As the core keeps them; None for always."""
        found = tuple((self._moment(start), self._moment(end)) for _row, start, end in self._rows)
        return found or None

    def _moment(self, field: QDateTimeEdit) -> datetime:
        at = field.dateTime()
        day, clock = at.date(), at.time()
        local = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._event.zone)
        return local.astimezone(UTC)

    def _add_usual(self) -> None:
        """The day after the last time, else the event's first, from morning to evening."""
        day = self._event.days[min(len(self._rows), len(self._event.days) - 1)]
        start = datetime(day.year, day.month, day.day, 9, tzinfo=self._event.zone)
        self._add(start, start.replace(hour=18))
        self._tell()

    def _add(self, start: datetime, end: datetime) -> None:
        line = QWidget()
        fields = [QDateTimeEdit(displayFormat="yyyy-MM-dd HH:mm"), QDateTimeEdit(displayFormat="yyyy-MM-dd HH:mm")]
        for field, at, words in zip(fields, (start, end), (_("From"), _("Until")), strict=True):
            field.setDateTime(QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute)))
            field.setAccessibleName(words)
        away = IconToolButton("cross", size=14)
        away.set_words(_("Remove this time"))
        row = (line, fields[0], fields[1])
        away.clicked.connect(lambda: (self._drop(row), self._tell()))
        layout = QHBoxLayout(line, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(fields[0], 1)
        layout.addWidget(QLabel("–"))
        layout.addWidget(fields[1], 1)
        layout.addWidget(away)
        self._rows.append(row)
        self._lines.addWidget(line)

    def _drop(self, row: tuple[QWidget, QDateTimeEdit, QDateTimeEdit]) -> None:
        self._rows.remove(row)
        row[0].hide()
        row[0].deleteLater()

    def _tell(self) -> None:
        always = _("Can be there at any time. Add a time where that is not so.")
        self.words.setText(_("Can be there (venue time):") if self._rows else always)
