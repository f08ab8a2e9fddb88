"""Economies, and the project's registers."""
