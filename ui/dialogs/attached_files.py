"""The files of a record: added by button or by dropping, saved elsewhere, taken off."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.attachments import Attachment, read_attachable, safe_name
from ui.messages import error_words
from ui.widgets.icons import IconButton

_ENTRY = Qt.ItemDataRole.UserRole


class AttachedFiles(QWidget):
    """Lists what is attached, and what is to be once the answer is given. ``save_asked``: a file to write elsewhere."""

    save_asked = Signal(object, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.added: dict[str, bytes] = {}
        self.removed: list[str] = []
        self.list = QListWidget()
        self.list.setMaximumHeight(104)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Files"))
        self.add, self.save, self.remove = (IconButton(icon, "small") for icon in ("plus", "export", "cross"))
        self.add.setText(_("Add…"))
        self.save.setText(_("Save as…"))
        self.remove.setText(_("Take off"))
        row = QHBoxLayout(spacing=6)
        for button in (self.save, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(QLabel(_("Files; drop them here, up to 20 MB each"), objectName="hint", wordWrap=True))
        layout.addWidget(self.list)
        layout.addLayout(row)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._ask_files)
        self.save.clicked.connect(self._ask_place)
        self.remove.clicked.connect(self._take_off)
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self._allow()

    def show_files(self, files: Sequence[Attachment]) -> None:
        self.list.clear()
        for file in files:
            self._add_item(f"{file.name}  ·  {size_words(file.size)}", file)

    def add_file(self, path: Path) -> None:
        """Reads a file; it is attached when the answer is given. What cannot be attached is told."""
        try:
            content = read_attachable(path)
            if not content:
                raise UserError(_("“{file}” is empty. Choose another file.").format(file=path.name))
        except UserError as error:
            self.refused.emit(error_words(error))
            return
        name = safe_name(path.name)
        if name not in self.added:
            is_new = _("new")
            self._add_item(f"{name}  ·  {size_words(len(content))}  ·  {is_new}", name)
        self.added[name] = content

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 Qt's name
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.add_file(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def _add_item(self, words: str, entry: object) -> None:
        item = QListWidgetItem(words)
        item.setData(_ENTRY, entry)
        item.setToolTip(words)
        self.list.addItem(item)
        self._allow()

    def _entry(self) -> object:
        item = self.list.currentItem()
        return None if item is None else item.data(_ENTRY)

    def _allow(self) -> None:
        self.save.setEnabled(isinstance(self._entry(), Attachment))
        self.remove.setEnabled(self._entry() is not None)

    def _ask_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Attach files"), "", _("All files (*)"))
        for name in names:
            self.add_file(Path(name))

    def _ask_place(self) -> None:
        entry = self._entry()
        if isinstance(entry, Attachment):
            name, _kind = QFileDialog.getSaveFileName(self, _("Save the file as"), entry.name, _("All files (*)"))
            if name:
                self.save_asked.emit(entry, Path(name))

    def _take_off(self) -> None:
        entry = self._entry()
        if isinstance(entry, Attachment):
            self.removed.append(entry.id)
        elif isinstance(entry, str):
            del self.added[entry]
        self.list.takeItem(self.list.currentRow())
        self._allow()


def size_words(size: int) -> str:
    """A size as people read it."""
    if size < 1 << 10:
        return _("{n} bytes").format(n=size)
    if size < 1 << 20:
        return _("{n} KB").format(n=-(-size >> 10) if size % 1024 == 0 else (size >> 10) + 1)
    return _("{n} MB").format(n=f"{size / (1 << 20):.1f}")
