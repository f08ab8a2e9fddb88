"""Qt models: each shows a list of the core's as rows."""
