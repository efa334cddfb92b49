"""Dialogs, opened and awaited, never executed."""
