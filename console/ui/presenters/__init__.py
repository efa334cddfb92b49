"""Bring what is read of a VM or a host into the panes that show it."""
