"""One exchange between any two databases. Knows tables, not features."""
