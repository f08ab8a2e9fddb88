"""Makes the desk's sounds, each told from the others without looking: run it after changing one.

accepted rises, refused is low and rough, attention asks with three notes, again repeats one note quietly.
"""

import math
import struct
import wave
from pathlib import Path

RATE = 44_100
_FADE = 0.012
"""Seconds that a note takes to swell and to die away, so that it does not click."""

Note = tuple[float, float, float]
"""Start and length in seconds, pitch in hertz; a pitch of 0 is silence."""


def tone(moment: float, pitch: float, overtones: tuple[float, ...]) -> float:
    """A note at a moment: its pitch and, with these strengths, the multiples of it."""
    turn = 2 * math.pi * pitch * moment
    return sum(part * math.sin(turn * n) for n, part in enumerate(overtones, 1)) / sum(overtones)


def swell(moment: float, length: float) -> float:
    """How loud a note is at a moment of its length, from 0 to 1."""
    return max(0.0, min(1.0, moment / _FADE, (length - moment) / (_FADE * 4)))


def render(notes: list[Note], overtones: tuple[float, ...], loudness: float) -> bytes:
    """16-bit mono samples of the notes, one after another or together."""
    end = max(start + length for start, length, _pitch in notes)
    samples = [0.0] * int(end * RATE)
    for start, length, pitch in notes:
        first = int(start * RATE)
        for i in range(min(int(length * RATE), len(samples) - first)):
            samples[first + i] += tone(i / RATE, pitch, overtones) * swell(i / RATE, length) * loudness
    return struct.pack(f"<{len(samples)}h", *(round(max(-1.0, min(1.0, s)) * 32_767) for s in samples))


SOUNDS: dict[str, bytes] = {
    "accepted": render([(0, 0.11, 880.0), (0.1, 0.2, 1318.5)], (1.0, 0.25), 0.5),
    "refused": render([(0, 0.2, 155.6), (0.26, 0.3, 138.6)], (1.0, 0.7, 0.5, 0.35, 0.25), 0.6),
    "attention": render([(0, 0.12, 784.0), (0.16, 0.12, 784.0), (0.32, 0.22, 1046.5)], (1.0, 0.35, 0.1), 0.5),
    "again": render([(0, 0.09, 587.3), (0.13, 0.09, 587.3)], (1.0, 0.2), 0.35),
}


def main() -> None:
    for name, samples in SOUNDS.items():
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples)


if __name__ == "__main__":
    main()
