"""Dialogs: each asks one question."""
