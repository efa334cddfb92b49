"""Recordings: what a host answered, without its names, as test cases for the client."""
