"""What this person at this computer chose: language, theme, sound, the last project file."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings

from o2o_events import paths


class Preferences:
    """Kept in a small file beside the project; a choice that cannot be kept is no reason to stop."""

    def __init__(self, file: Path | None = None) -> None:
        file = file or paths.default_project_file().with_name("window.ini")
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, name: str) -> str:
        """The choice under a name, or nothing."""
        return str(self._settings.value(name, "") or "")

    def keep(self, name: str, value: str) -> None:
        self._settings.setValue(name, value)
        self._settings.sync()

    def make_private(self) -> None:
        """Nobody else who works at this computer may read the file."""
        with suppress(OSError):
            Path(self._settings.fileName()).chmod(0o600)
