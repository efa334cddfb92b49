"""Widgets and delegates of our own."""
