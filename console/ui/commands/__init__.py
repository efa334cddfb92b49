"""What the actions of the window do, by what they are about."""
