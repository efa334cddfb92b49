"""Frozen values that the layers hand to one another: no I/O, no Qt, no XML."""
