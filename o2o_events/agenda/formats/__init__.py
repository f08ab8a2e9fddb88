"""Programmes as files: one format a module, all to and from one ``ProgrammeDraft`` (pure)."""
