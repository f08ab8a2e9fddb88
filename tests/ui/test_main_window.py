"""Starting, opening, making projects, and errors."""

import logging
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from o2o_events.app import create_project
from o2o_events.badges.queries import badges_to_print
from o2o_events.db.encryption import is_protected
from o2o_events.documents.exported_file import export_event
from o2o_events.errors import UserError
from o2o_events.settings import Settings
from ui.dialogs.exported_dialog import ExportedDialog
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.dialogs.project_dialog import ProjectDialog
from ui.logs import catch_bugs
from ui.main_window import MainWindow
from ui.options import Options, read_options, read_words
from ui.sounds import Sounds
from ui.widgets.toast import Toast


def toast(window: MainWindow) -> str:
    found = window.findChild(Toast)
    return found.text if found is not None else ""


def test_first_start_offers_three_ways(make_desk) -> None:
    desk, _loudspeaker = make_desk()
    desk.window.start(Path("absent.o2o"))
    welcome = desk.window.welcome
    shown = [button.text() for button in (welcome.sample, welcome.new, welcome.open)]
    assert shown == ["Try with the sample project", "New project", "Open a project file"]
    assert welcome.isVisible()
    assert welcome.problem.text() == ""


def test_named_file_that_is_not_there_is_told(make_desk, qtbot, tmp_path: Path) -> None:
    desk, _loudspeaker = make_desk()
    desk.window.start(tmp_path / "absent.o2o", is_named=True)
    qtbot.waitUntil(desk.window.welcome.problem.isVisible)
    assert "There is no project file" in desk.window.welcome.problem.text()


@pytest.mark.parametrize("content", [b"", b"no project at all " * 100], ids=["empty", "text"])
def test_file_that_is_no_project_is_told(make_desk, qtbot, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.o2o"
    file.write_bytes(content)
    desk, _loudspeaker = make_desk()
    desk.window.opening.open_file(file, "passphrase")
    qtbot.waitUntil(desk.window.welcome.problem.isVisible)
    assert "“odd.o2o”" in desk.window.welcome.problem.text()
    assert desk.window.welcome.sample.isEnabled()


def test_sample_project_opens_on_the_event_of_today(make_desk, qtbot) -> None:
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown, timeout=30_000):
        desk.window.opening.make_sample()
    project = desk.window.project
    assert project.current_event == project.surroundings.events[0]
    assert project.surroundings.desk == "Desk 1"


def test_new_project_is_made_with_its_first_event(make_desk, qtbot, tmp_path: Path) -> None:
    desk, _loudspeaker = make_desk()
    desk.window.opening.ask_new()
    dialog = desk.window.findChild(ProjectDialog)
    dialog.answer()
    assert dialog.problem.text() == "Type the project’s name first."
    dialog.name.setText("My project")
    dialog.file.setText(str(tmp_path / "mine.o2o"))
    dialog.event_form.code.setText("PE")
    dialog.event_form.name.setText("Workshop II")
    dialog.event_form.economy.setCurrentIndex(dialog.event_form.economy.findData("PE"))
    assert dialog.event_form.zone.currentText() == "America/Lima"
    with qtbot.waitSignal(desk.window.project_shown, timeout=20_000):
        dialog.answer()
    assert desk.window.project.current_event.label == "Workshop II"
    assert desk.window.project.current_checkpoint.name == "Entrance"


def test_protected_file_asks_for_its_passphrase_until_it_fits(make_desk, qtbot, tmp_path: Path) -> None:
    file = tmp_path / "closed.o2o"
    create_project(Settings(file=file, passphrase="open sesame"), name="Closed", desk="Desk 1")
    desk, _loudspeaker = make_desk()
    desk.window.opening.open_file(file)
    dialog = desk.window.findChild(PassphraseDialog)
    dialog.passphrase.setText("wrong")
    dialog.answer()
    qtbot.waitUntil(desk.window.welcome.problem.isVisible)
    assert "The passphrase does not open “closed.o2o”" in desk.window.welcome.problem.text()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(file, "open sesame")
    assert desk.window.project.current_event is None


def test_project_without_an_event_says_what_to_do(make_desk, qtbot, project_file: Path) -> None:
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(project_file)
    assert desk.window.workspace.checkin.panel.view.words == "No event yet"
    desk.window.scan("1" * 58)
    assert toast(desk.window) == "There is no event in this project yet. Add one first, then scan."


@pytest.fixture
def exported(running, tmp_path: Path) -> Path:
    """Everything of the project, exported for another laptop; under the name that a project has."""
    file = tmp_path / "for desk two.o2o"
    export_event(running.app.database, file, kind="desk", passphrase="open sesame")
    return file


def ask_exported(window: MainWindow, file: Path, qtbot, passphrase: str = "open sesame") -> ExportedDialog:
    window.opening.open_file(file)
    dialog = window.findChild(PassphraseDialog)
    dialog.passphrase.setText(passphrase)
    dialog.answer()
    qtbot.waitUntil(lambda: window.findChild(ExportedDialog) is not None)
    return window.findChild(ExportedDialog)


def test_what_a_desk_exported_is_offered_to_set_up_this_desk(running, make_desk, qtbot, exported: Path) -> None:
    desk, _loudspeaker = make_desk()
    dialog = ask_exported(desk.window, exported, qtbot)
    assert desk.window.welcome.sample.isEnabled()
    assert not dialog.bring_in_button.isVisible()
    dialog.file.setText(str(exported))
    dialog.answer()
    assert dialog.problem.text() == f"“{exported}” exists already. Choose another name, or open it."
    made = exported.with_name("desk two.o2o")
    dialog.file.setText(str(made))
    dialog.desk.setText("Desk at the side door")
    with qtbot.waitSignal(desk.window.project_shown, timeout=20_000):
        dialog.answer()
    project = desk.window.project
    assert (project.surroundings.desk, project.app.database.file) == ("Desk at the side door", made)
    assert project.current_event == running.event
    assert is_protected(made)
    with project.app.database.read() as one, running.app.database.read() as other:
        assert one.desk != other.desk
        assert len(badges_to_print(one, running.event)) == len(running.badges)


def test_what_a_desk_exported_may_be_brought_into_the_open_project(running, exported: Path) -> None:
    dialog = ask_exported(running.window, exported, running.qtbot)
    assert dialog.bring_in_button.isVisible()
    running.qtbot.mouseClick(dialog.bring_in_button, Qt.MouseButton.LeftButton)
    files = running.window.workspace.sync.files
    running.qtbot.waitUntil(lambda: files.done.isVisible(), timeout=20_000)
    assert files.done.text().startswith("“for desk two.o2o” is in. New or changed: 0.")
    assert running.window.project.app.database.file.name != exported.name


def test_protected_file_under_a_wrong_passphrase_says_so(running, exported: Path) -> None:
    running.window.opening.open_file(exported, "wrong")
    running.settle()
    assert toast(running.window) == (
        "The passphrase does not open “for desk two.o2o”. Check it, and that the file is a project file."
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "archive",
            "“out.sqlite” is an archive of one event. It cannot become a desk. Open or make a project first, then "
            "bring it in on the page “Other desks”.",
        ),
        (
            "anonymous",
            "“out.sqlite” holds figures without names. It cannot be opened here; any tool for SQLite reads it.",
        ),
    ],
)
def test_export_that_cannot_become_a_desk_says_what_it_is(
    running, make_desk, qtbot, tmp_path: Path, kind: str, words: str
) -> None:
    file = tmp_path / "out.sqlite"
    export_event(running.app.database, file, kind=kind, event=running.event)
    desk, _loudspeaker = make_desk()
    desk.window.take_file(file)
    qtbot.waitUntil(lambda: desk.window.findChild(ExportedDialog) is not None)
    dialog = desk.window.findChild(ExportedDialog)
    assert words in [label.text() for label in dialog.findChildren(QLabel)]
    assert not dialog.accept_button.isVisible()
    assert not dialog.bring_in_button.isVisible()


def test_another_project_takes_the_place_of_the_first(running, project_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.o2o"
    shutil.copy(project_file, other)
    with running.qtbot.waitSignal(running.window.project_shown):
        running.window.take_file(other)
    assert running.window.project.app.database.file == other


def test_user_error_is_shown_in_its_own_words(running) -> None:
    running.window.tell_error(UserError("Type a name first."))
    assert toast(running.window) == "Type a name first."


def test_bug_is_logged_whole_and_shown_as_one_plain_message(running, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a bug for the test")

    with caplog.at_level(logging.ERROR):
        running.desk.jobs.run(fail)
        running.qtbot.waitUntil(lambda: bool(toast(running.window)))
    assert toast(running.window) == (
        "Something went wrong in the program; what was saved before is safe. Try again, or start it anew."
    )
    assert [str(record.exc_info[1]) for record in caplog.records] == ["a bug for the test"]


def test_uncaught_error_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_bugs(told.append)
    error = ValueError("anything")
    sys.excepthook(ValueError, error, None)
    assert told == [error]


@pytest.mark.parametrize("error", [ImportError("libpulse.so.0"), RuntimeError("no audio device")])
def test_computer_without_sound_stays_silent_and_works(error: Exception) -> None:
    tries = []

    def load(kind: str) -> object:
        tries.append(kind)
        raise error

    sounds = Sounds(load)
    sounds.prepare()
    sounds.play("accepted")
    assert tries == ["accepted"]


def test_theme_follows_the_switch(running) -> None:
    running.window.corner.theme_chosen.emit("dark")
    assert running.desk.theme.scheme == "dark"
    assert QApplication.palette().base().color() == running.desk.theme.colour("surface")
    running.window.corner.theme_chosen.emit("light")
    assert running.desk.theme.scheme == "light"
    assert running.desk._preferences.text("theme") == "light"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    from ui.theme import tokens

    colours = tokens(scheme)
    pairs = [
        ("ink", "ground"), ("ink", "surface"), ("quiet", "surface"), ("quiet", "ground"), ("quiet", "sunken"),
        ("accent_ink", "accent"), ("danger", "danger_soft"), ("good", "good_soft"), ("warn", "warn_soft"),
        ("rail_ink", "rail"), ("rail_quiet", "rail"), ("rail_active_ink", "rail_active"), ("ink", "accent_soft"),
        ("danger", "surface"),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def test_verdicts_are_read_from_afar() -> None:
    from ui.widgets.verdict_panel import LOOKS

    assert {kind for kind, look in LOOKS.items() if contrast(look.ink, look.ground) < 6} == set()
    assert len({look.icon for kind, look in LOOKS.items() if kind != "attention"}) == len(LOOKS) - 1


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "arguments", [["scan", "--event", "VN"], ["--file", "a.o2o", "status"], ["--json"], ["--help"], ["--lang", "xx"]]
)
def test_commands_go_to_the_command_line(arguments: list[str]) -> None:
    assert read_words(arguments) is None


def test_options_without_a_command_open_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("O2O_FILE", "O2O_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    secret = tmp_path / "secret"
    secret.write_text("open sesame\n", encoding="utf-8")
    given = read_words(["--file", "a.o2o", "--lang=vi", "--passphrase-file", str(secret)])
    assert read_options(given) == Options(Path("a.o2o"), "vi", "open sesame")


def test_command_line_starts_without_qt() -> None:
    import subprocess

    script = (
        "import sys\nfrom ui.__main__ import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
