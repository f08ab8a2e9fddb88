"""The first step of an import: how the file was read, and everything about it that may be changed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from o2o_events.i18n import _
from o2o_events.people.columns import FIELDS, Column
from o2o_events.people.reading import PeopleFile, ReadingOptions
from o2o_events.registers.categories import Category
from ui.messages import import_field_words
from ui.widgets.fields import NumberField
from ui.widgets.labelled import fill_choices, labelled

ENCODINGS = ("utf-8", "utf-16", "big5", "gb18030", "cp1258", "cp1252", "cp932", "cp949", "cp874", "cp1251")
_SHOWN = 30
_WIDTH = 210


class ImportPreview(QWidget):
    """``changed`` tells that the file is to be read anew with ``options``."""

    changed = Signal()

    def __init__(self, categories: Sequence[Category], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._file: PeopleFile | None = None
        self.encoding, self.delimiter, self.sheet, self.category = (QComboBox() for _n in range(4))
        self.header_row = NumberField(1, 1000)
        self.table = QTableWidget(editTriggers=QTableWidget.EditTrigger.NoEditTriggers, alternatingRowColors=True)
        self.fields: list[QComboBox] = []
        self._chosen_header: int | None = None
        fill_choices(self.category, [(c.code, c.label) for c in categories], "delegate")
        self._arrange()
        for box in (self.encoding, self.delimiter, self.sheet):
            box.activated.connect(lambda _row: self._change())
        self.header_row.valueChanged.connect(self._choose_header)

    def _arrange(self) -> None:
        self._options = QHBoxLayout(spacing=12)
        self._places: list[tuple[QLabel, QComboBox | NumberField]] = []
        for words, field in (
            (_("Encoding"), self.encoding),
            (_("Delimiter"), self.delimiter),
            (_("Sheet"), self.sheet),
            (_("Row of headings"), self.header_row),
            (_("Category where none is given"), self.category),
        ):
            block = labelled(words, field)
            self._places.append((block.itemAt(0).widget(), field))
            self._options.addLayout(block, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._options)
        layout.addWidget(
            QLabel(
                _("Look at the names: are all letters right? Under each heading, choose where its column goes."),
                objectName="quiet",
                wordWrap=True,
            )
        )
        self.table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setDefaultSectionSize(40)
        layout.addWidget(self.table, 1)

    @property
    def options(self) -> ReadingOptions:
        """How the user wants the file read; what was not touched is left to the program."""
        if self._file is None:
            return ReadingOptions()
        return ReadingOptions(
            encoding=self.encoding.currentData() if self._file.encoding else None,
            delimiter=self.delimiter.currentData() if self._file.delimiter else None,
            sheet=self.sheet.currentData() if self._file.sheet else None,
            header_row=self._chosen_header,
        )

    @property
    def file(self) -> PeopleFile | None:
        """The file with its columns going where they were sent."""
        if self._file is None:
            return None
        columns = [
            Column(column.index, column.heading, box.currentData() or None)
            for column, box in zip(self._file.columns, self.fields, strict=True)
        ]
        return replace(self._file, columns=columns)

    def show_file(self, file: PeopleFile) -> None:
        self._file = file
        boxes = (self.encoding, self.delimiter, self.sheet, self.header_row)
        blockers = [QSignalBlocker(box) for box in boxes]
        known = list(dict.fromkeys([*filter(None, [file.encoding]), *file.other_encodings, *ENCODINGS]))
        fill_choices(self.encoding, [(name, name) for name in known], file.encoding)
        delimiters = {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Vertical bar")}
        if file.delimiter and file.delimiter not in delimiters:
            delimiters[file.delimiter] = file.delimiter
        fill_choices(self.delimiter, delimiters.items(), file.delimiter)
        fill_choices(self.sheet, [(name, name) for name in file.sheets], file.sheet)
        self.header_row.setValue(file.header_row)
        del blockers
        for (label, field), is_shown in zip(
            self._places,
            (file.encoding is not None, file.delimiter is not None, len(file.sheets) > 1, True, True),
            strict=True,
        ):
            label.setVisible(is_shown)
            field.setVisible(is_shown)
        self._show_rows(file)

    def _show_rows(self, file: PeopleFile) -> None:
        rows = file.rows[:_SHOWN]
        self.table.clear()
        self.table.setColumnCount(len(file.columns))
        self.table.setRowCount(len(rows) + 1)
        self.table.setHorizontalHeaderLabels([column.heading or "–" for column in file.columns])
        self.table.setVerticalHeaderLabels(["", *(str(number) for number in file.numbers[:_SHOWN])])
        self.fields = []
        choices = [("", _("Do not import")), *((name, import_field_words(name)) for name in FIELDS)]
        for place, column in enumerate(file.columns):
            box = QComboBox()
            fill_choices(box, choices, column.field or "")
            box.setAccessibleName(column.heading)
            self.fields.append(box)
            self.table.setCellWidget(0, place, box)
            self.table.setColumnWidth(place, _WIDTH)
        self.table.setRowHeight(0, 50)
        for line, cells in enumerate(rows, 1):
            for place, cell in enumerate(cells[: len(file.columns)]):
                self.table.setItem(line, place, QTableWidgetItem(cell))

    def _choose_header(self, row: int) -> None:
        self._chosen_header = row
        self._change()

    def _change(self) -> None:
        self.changed.emit()
