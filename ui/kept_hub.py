"""The hub that a desk connects to by itself: kept on this computer, the password only where that is wanted."""

from dataclasses import dataclass

from ui.preferences import Preferences


@dataclass(frozen=True)
class KeptHub:
    """``url`` holds the password only where it is kept; ``is_on``: connect when the project is opened."""

    url: str
    is_on: bool


def read_kept_hub(preferences: Preferences, desk: str) -> KeptHub:
    """What is kept of a desk; nothing where it never had a hub here."""
    return KeptHub(preferences.text(f"hub_{desk}/url"), preferences.text(f"hub_{desk}/on") == "yes")


def keep_hub(preferences: Preferences, desk: str, kept: KeptHub) -> None:
    """Keeps it for a desk, readable to this account alone."""
    preferences.keep(f"hub_{desk}/url", kept.url)
    preferences.keep(f"hub_{desk}/on", "yes" if kept.is_on else "no")
    preferences.make_private()
