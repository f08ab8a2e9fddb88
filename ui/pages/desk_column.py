"""The right side of the check-in page: the camera where it is on, today's figures, the last scans."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from o2o_events.checkin.queries import EventStatus, RecentScan
from o2o_events.i18n import _
from ui.pages.camera_card import CameraCard
from ui.pages.presenters_note import PresentersNote
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.tables.lines import LinesDelegate
from ui.tables.scans_table import ScansTable
from ui.widgets.figures import Bar, Bars, FigureCard
from ui.widgets.icons import IconButton

_BARS = 5
_ROOMY, _TIGHT = 960, 720
"""Heights of the window with room for everything, and with room for hardly anything."""
_OTHERS = "#7A8894"


class DeskColumn(QWidget):
    """Figures and scans of one checkpoint, beside ``page``. ``undo_asked`` hands over the scan to take back."""

    undo_asked = Signal(object)
    export_asked = Signal()

    def __init__(self, project: OpenProject, preferences: Preferences, page: QWidget) -> None:
        super().__init__(page)
        self._project = project
        self._status: EventStatus | None = None
        self.figures = {name: FigureCard() for name in ("people", "registered", "inside", "entries")}
        self.bars = Bars()
        self.scans = ScansTable(self)
        self._by_category = QLabel(objectName="heading")
        self._last = QLabel(objectName="heading", wordWrap=True)
        self.list = QListView(uniformItemSizes=True, alternatingRowColors=False)
        self.list.setModel(self.scans)
        self.list.setItemDelegate(LinesDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.undo = IconButton("undo", "small")
        self.export = IconButton("export", "small")
        self.undo.setEnabled(False)
        self.note, self.camera = PresentersNote(project), CameraCard(project, preferences, page)
        self._build()
        self.camera.toggled.connect(self._make_room)
        self.undo.clicked.connect(self._ask_undo)
        self.export.clicked.connect(self.export_asked)
        self.list.selectionModel().currentChanged.connect(self._enable_undo)
        self.scans.modelReset.connect(self._enable_undo)
        self.retranslate()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.camera)
        grid = QGridLayout(spacing=10)
        for place, name in enumerate(self.figures):
            grid.addWidget(self.figures[name], place // 2, place % 2)
        layout.addLayout(grid)
        layout.addWidget(self.note)
        card = self._categories = QFrame(objectName="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(6)
        inside.addWidget(self._by_category)
        inside.addWidget(self.bars)
        layout.addWidget(card)
        head = QHBoxLayout()
        head.addWidget(self._last, 1)
        head.addWidget(self.export)
        head.addWidget(self.undo)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.setMinimumHeight(56)

    def _make_room(self) -> None:
        """What is needed least goes where there is no height for it and the camera."""
        height = self.window().height() if self.camera.scanner.is_on else _ROOMY
        self._categories.setVisible(height >= _ROOMY)
        for name in ("inside", "entries"):
            self.figures[name].setVisible(height >= _TIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._make_room()

    def reload(self) -> None:
        """Asks for the figures and scans of the chosen checkpoint."""
        from o2o_events.checkin.queries import event_status, latest_scans

        self.note.reload()
        event, checkpoint = self._project.current_event, self._project.current_checkpoint
        if event is None or checkpoint is None:
            return
        self._project.read(lambda tx: latest_scans(tx, event, checkpoint, 50), self._show_scans, key="last scans")
        self._project.read(lambda tx: event_status(tx, event, checkpoint), self._show_status, key="figures")

    def retranslate(self) -> None:
        self.figures["people"].set_name(_("People in"))
        self.figures["registered"].set_name(_("Registered"))
        self.figures["inside"].set_name(_("Inside now"))
        self.figures["entries"].set_name(_("Entries"))
        self._by_category.setText(_("By category"))
        self._last.setText(_("Last scans"))
        self.undo.setText(_("Undo"))
        self.undo.setToolTip(_("Take back the selected scan, or the last one (F9)"))
        self.export.setText(_("Export"))
        self.export.setToolTip(_("Save the attendance list as CSV, Excel, JSON or PDF (Ctrl+E)"))
        if self._status is not None:
            self._show_status(self._status)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_scans(self, scans: list[RecentScan]) -> None:
        self.scans.show(scans)

    def _show_status(self, status: EventStatus) -> None:
        self._status = status
        for name, card in self.figures.items():
            card.set_number(getattr(status, name))
        self.bars.show_bars(self._bars(status), _("Nobody yet"))

    def _bars(self, status: EventStatus) -> list[Bar]:
        counted = sorted(status.by_category.items(), key=lambda pair: -pair[1])
        bars = []
        for code, amount in counted[:_BARS]:
            category = self._project.category(code)
            bars.append(Bar(category.label if category else code, category.colour if category else _OTHERS, amount))
        if rest := sum(amount for _code, amount in counted[_BARS:]):
            bars.append(Bar(_("Others"), _OTHERS, rest))
        return bars

    def _chosen(self) -> RecentScan | None:
        chosen = self.scans.scan(self.list.currentIndex())
        return chosen if chosen is not None else self.scans.latest_accepted()

    def _enable_undo(self, *_indexes: QModelIndex) -> None:
        chosen = self._chosen()
        self.undo.setEnabled(chosen is not None and chosen.answer.accepted and not chosen.is_undone)

    def _ask_undo(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.undo_asked.emit(chosen)
