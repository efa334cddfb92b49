"""Bytes to and from a host: the only code that touches pywinrm and requests, and the lanes."""
