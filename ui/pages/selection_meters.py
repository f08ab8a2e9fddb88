"""The four running figures of the selection, beside those of all accepted practices."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.registers.practices import Practice
from o2o_events.registers.selection import Amount, SelectionFigures, Share, accepted_figures, chosen_figures
from ui.widgets.meter import Measured, Meter


class SelectionMeters(QWidget):
    """Practices, economies, and the shares led by women and by youth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.practices, self.economies, self.women, self.youth = Meter(), Meter(), Meter(), Meter()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for meter in (self.practices, self.economies, self.women, self.youth):
            layout.addWidget(meter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """No line of a meter is pushed over another, however little room the page has."""
        self.setMinimumHeight(self.layout().heightForWidth(self.width()))

    def show_practices(self, practices: Sequence[Practice]) -> None:
        chosen, accepted = chosen_figures(practices), accepted_figures(practices)
        self.practices.show_measured(
            _amount(_("Selected practices"), chosen.practices, accepted.practices, len(practices))
        )
        self.economies.show_measured(_amount(_("Economies of the selected"), chosen.economies, accepted.economies))
        self.women.show_measured(_share(_("Led by women"), chosen.women_led, accepted.women_led))
        self.youth.show_measured(_share(_("Led by youth"), chosen.youth_led, accepted.youth_led))
        self._tell_denominator(chosen)
        self._make_room()

    def _tell_denominator(self, chosen: SelectionFigures) -> None:
        words = _(
            "Shares are of all selected practices, {n} now; what is not stated counts as no. "
            "The project asks for 80 % of all practices, not only of those led by women."
        ).format(n=chosen.practices.count)
        self.women.setToolTip(words)
        self.youth.setToolTip(words)
        self.economies.setToolTip(
            _("Member economies, each counted once. Selected practices that state none: {n}.").format(
                n=chosen.without_economy
            )
        )


def _amount(name: str, chosen: Amount, accepted: Amount, whole: int | None = None) -> Measured:
    length = max(chosen.target, chosen.count)
    missing = chosen.target - chosen.count
    detail = _("Of all accepted: {n}").format(n=accepted.count)
    if whole is not None:
        detail = _("Accepted: {accepted} of {whole} in the register").format(accepted=accepted.count, whole=whole)
    return Measured(
        name=name,
        number=f"{chosen.count}",
        share=chosen.count / length,
        target=chosen.target / length,
        is_met=chosen.is_met,
        target_words=_("of {target}: reached").format(target=chosen.target)
        if chosen.is_met
        else ngettext("of {target}: {n} missing", "of {target}: {n} missing", missing).format(
            target=chosen.target, n=missing
        ),
        detail=detail,
    )


def _share(name: str, chosen: Share, accepted: Share) -> Measured:
    words = _("{percent} of all accepted").format(percent=percent_words(accepted))
    return Measured(
        name=name,
        number=percent_words(chosen),
        share=(chosen.percent or 0) / 100,
        target=chosen.target / 100,
        is_met=chosen.is_met,
        target_words=_("target {target} %: reached").format(target=chosen.target)
        if chosen.is_met
        else _("target {target} %").format(target=chosen.target),
        detail=_("{count} of {whole} selected").format(count=chosen.count, whole=chosen.whole) + "  ·  " + words,
    )


def percent_words(share: Share) -> str:
    """A share in whole per cent, rounded down so that a target that is missed never looks reached."""
    return "–" if share.percent is None else f"{100 * share.count // share.whole} %"
