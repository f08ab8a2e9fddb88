"""Hubs for tests of exchange."""

from hubs import hub, hub_url, server  # noqa: F401 fixtures
