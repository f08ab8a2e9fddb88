"""A sound a verdict. Multimedia is loaded when the first is due; a computer without sound stays silent."""

import logging
from collections.abc import Callable
from typing import Any

from o2o_events import paths
from ui.multimedia import load_multimedia

_log = logging.getLogger(__name__)
_FILES = {
    "accepted": "accepted.wav",
    "exited": "accepted.wav",
    "attention": "attention.wav",
    "again": "again.wav",
    "retry": "refused.wav",
    "refused": "refused.wav",
}


def _load(kind: str) -> Any:
    from PySide6.QtCore import QUrl

    multimedia = load_multimedia()
    if multimedia.QMediaDevices.defaultAudioOutput().isNull():
        raise RuntimeError("no audio device")
    effect = multimedia.QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(str(paths.resource("sounds", _FILES[kind]))))
    return effect


class Sounds:
    """Plays the sound that goes with a kind of verdict. ``load`` makes an effect with a ``play`` method."""

    def __init__(self, load: Callable[[str], Any] = _load) -> None:
        self.is_muted = False
        self._load = load
        self._effects: dict[str, Any] = {}
        self._is_broken = False

    def prepare(self) -> None:
        """Loads all sounds, so that the first scan is not the slow one."""
        if not self.is_muted:
            for kind in _FILES:
                self._effect(kind)

    def play(self, kind: str) -> None:
        if self.is_muted or kind not in _FILES:
            return
        effect = self._effect(kind)
        if effect is not None:
            effect.play()

    def _effect(self, kind: str) -> Any:
        if self._is_broken:
            return None
        try:
            if kind not in self._effects:
                self._effects[kind] = self._load(kind)
        except (ImportError, RuntimeError) as error:
            self._is_broken = True
            _log.info("no sound on this computer: %s", error)
            return None
        return self._effects[kind]
