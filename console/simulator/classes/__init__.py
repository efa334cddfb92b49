"""One module for each group of classes: which things stand behind them, and how they are read."""
