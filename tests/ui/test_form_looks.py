"""What must be seen whole: rows of wrapped lists, a scale on a phone, the fields of a dialog that refuses."""

import itertools

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QStyleOptionViewItem

from o2o_events.feedback.questions import FormContent, Question
from ui.dialogs.question import Question as Dialog
from ui.kiosk.form_view import FormView
from ui.tables.wrapped_list import show_wrapped
from ui.widgets.labelled import labelled


@pytest.mark.parametrize("width", range(200, 320, 12))
def test_rows_are_as_high_as_their_words_when_the_scroll_bar_has_come(qtbot, width: int) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    show_wrapped(view)
    view.resize(width, 300)
    view.show()
    for number in range(9):
        view.addItem(f"{number} Phỏng vấn sàn thương mại điện tử trước các sự kiện")
    bar, option = view.verticalScrollBar(), QStyleOptionViewItem()
    qtbot.waitUntil(bar.isVisible)
    view.initViewItemOption(option)

    def is_whole() -> bool:
        """Asked of the scroll bar: to ask where a row is would lay the rows out."""
        rows = [view.itemDelegate().sizeHint(option, view.model().index(row, 0)) for row in range(view.count())]
        return bar.maximum() == sum(row.height() for row in rows) - view.viewport().height()

    qtbot.waitUntil(is_whole)


@pytest.mark.parametrize("highest", [5, 7, 10])
def test_scale_is_whole_on_the_smallest_phone(qtbot, highest: int) -> None:
    scale = Question("rate", "rating", {"en": "Rate it"}, lowest=0, highest=highest)
    form = FormView(FormContent(("en",), {"en": "Form"}, questions=(scale,)), "en", is_narrow=True)
    qtbot.addWidget(form)
    form.resize(318, 560)
    form.show()
    assert form.scroll.horizontalScrollBar().maximum() == 0
    assert {button.width() >= 48 for button in form.cards[0].choices.values()} == {True}


def test_dialog_grows_by_the_refusal_instead_of_pressing_its_fields_together(qtbot) -> None:
    dialog = Dialog(None, "A title", "", "Add")
    qtbot.addWidget(dialog)
    fields = [QLineEdit() for _number in range(3)]
    for field in fields:
        dialog.body.addLayout(labelled("Name", field))
    dialog.show()

    def gaps() -> list[int]:
        return [below.y() - above.y() for above, below in itertools.pairwise(fields)]

    before = gaps()
    dialog.refuse("This cannot be, since it is too long a name for a form. Type another one, such as “Evaluation”.")
    dialog.layout().activate()
    assert [now >= then for now, then in zip(gaps(), before, strict=True)] == [True, True]
