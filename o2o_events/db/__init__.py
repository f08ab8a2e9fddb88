"""How rows are stored. Knows no rules of the trade."""
