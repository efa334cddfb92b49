"""Console sessions over RDP: which client, how it is told, what became of it. Knows no window."""
