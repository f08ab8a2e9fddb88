"""Forms as participants see them: the full-screen kiosk, and the same content in previews."""
