"""Pages: each composes widgets, tables and dialogs around one thing people do."""
