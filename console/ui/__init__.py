"""The window: the only Qt code besides the composition root."""
