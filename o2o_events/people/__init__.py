"""People and their registrations: adding, importing, matching, searching."""
