"""Paper and files out: one document per file."""
