"""Pages: each composes tables, dialogs and widgets into one task of the desk."""
