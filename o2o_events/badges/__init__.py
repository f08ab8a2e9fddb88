"""Badges: the signed token, and issuing."""
