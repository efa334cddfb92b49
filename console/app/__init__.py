"""The composition root, the command line and the event loop."""
