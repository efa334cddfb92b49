"""WS-Management without I/O, in both roles: bytes to dataclasses and back."""
