"""Search over everything known: a query language, what it is asked of, and an index. No I/O."""
