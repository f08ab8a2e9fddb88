"""What a run of the product is told from outside."""

from dataclasses import dataclass, field
from pathlib import Path

from o2o_events import paths
from o2o_events.clock import WallClock, system_time


@dataclass(frozen=True)
class Settings:
    """Which project file to open, with which passphrase, by which clock."""

    file: Path = field(default_factory=paths.default_project_file)
    passphrase: str | None = None
    now: WallClock = system_time
