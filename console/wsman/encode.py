"""Messages to bytes, in both roles: requests for a client, replies for a server."""

from console.wsman.encode_reply import encode_reply, item_text, utf16_size
from console.wsman.encode_request import encode_request

__all__ = ["encode_reply", "encode_request", "item_text", "utf16_size"]
