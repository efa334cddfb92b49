"""The commands of the command line: one module each, a function that returns an exit code."""
