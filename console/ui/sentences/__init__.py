"""The sentences of the window and the command line, by what they tell of."""
