"""Writes replies and keeps them within the envelope, which Windows counts in UTF-16."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from console.simulator import refusals
from console.simulator.refusals import Refusal
from console.wsman import names
from console.wsman.encode import encode_reply
from console.wsman.message import (
    EnumerateReply,
    PullReply,
    PutReply,
    Reply,
    ReplyBody,
    ReplyHeader,
    RequestHeader,
)

MAX_ENVELOPE_SIZE = 512_000
"""``MaxEnvelopeSizekb`` of 500, which current hosts have, times 1024."""

_AROUND_ITEMS = 2 * len("<n:Items></n:Items>")


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: HTTP status, SOAP text, and the fault's code (0 when it is none)."""

    status: int
    body: bytes
    fault_code: int = 0


class ReplyWriter:
    """Writes the replies of one host.

    Args:
        max_envelope_size: The service's own limit, bytes in UTF-16.
        new_id: Makes the GUID of a reply.
    """

    def __init__(
        self,
        max_envelope_size: int = MAX_ENVELOPE_SIZE,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self._max_envelope_size = max_envelope_size
        self._new_id = new_id or _new_id

    def limit(self, header: RequestHeader) -> int:
        """Return the bytes, in UTF-16, that a reply to this request may have."""
        return min(header.max_envelope_size or self._max_envelope_size, self._max_envelope_size)

    def room(self, header: RequestHeader, empty: EnumerateReply | PullReply) -> int:
        """Return the bytes, in UTF-16, that are left for items beside an empty reply."""
        around = 2 * len(self._encoded(empty, header).decode())
        return self.limit(header) - around - _AROUND_ITEMS

    def write(self, body: ReplyBody, header: RequestHeader, namespace: str = "") -> Answer:
        """Write a reply.

        Args:
            body: What to say.
            header: Of the request.
            namespace: WMI namespace of objects that do not say their own.

        Raises:
            Refusal: It does not fit into the envelope.
        """
        data = self._encoded(body, header, namespace)
        limit = self.limit(header)
        if 2 * len(data) > limit and 2 * len(data.decode()) > limit:
            raise refusals.reply_too_large(is_server_limit=limit == self._max_envelope_size)
        return Answer(200, data)

    def write_text(self, text: str, action: str, header: RequestHeader) -> Answer:
        """Write a reply whose body is no object of WMI.

        Args:
            text: The body's XML.
            action: Of the reply.
            header: Of the request.
        """
        ids = ReplyHeader(action, f"uuid:{self._new_id()}", header.message_id)
        empty = encode_reply(Reply(ids, PutReply()), locale=header.locale)
        return Answer(200, empty.replace(b"<s:Body>", b"<s:Body>" + text.encode(), 1))

    def refuse(self, refusal: Refusal, header: RequestHeader, machine: str) -> Answer:
        """Write a fault."""
        fault = replace(refusal.fault, machine=refusal.fault.machine or machine)
        return Answer(refusal.status, self._encoded(fault, header), fault.code)

    def _encoded(self, body: ReplyBody, header: RequestHeader, namespace: str = "") -> bytes:
        ids = ReplyHeader("", f"uuid:{self._new_id()}", header.message_id)
        return encode_reply(
            Reply(ids, body),
            locale=header.locale,
            namespace=namespace or names.HYPERV_NAMESPACE,
        )


def _new_id() -> str:
    return str(uuid.uuid4()).upper()
