"""Bytes to messages, in both roles: replies for a client, requests for a server."""

from console.wsman.decode_reply import decode_reply
from console.wsman.decode_request import decode_request

__all__ = ["decode_reply", "decode_request"]
