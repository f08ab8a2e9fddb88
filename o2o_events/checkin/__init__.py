"""Check-in: the decision, recording scans, and who is in."""
