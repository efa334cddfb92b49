"""The client's side of a conversation: matches replies to requests and reads sets to their end.

Blocking and not thread-safe, like the exchange under it: one lane, one client. An enumeration is
one generator: it follows the context that each reply renews, keeps the OperationID equal over
Enumerate and Pulls as Windows' own client does, and releases the context when it is abandoned,
because the host counts an unfinished enumeration as a running operation.
"""

import logging
import time
import uuid
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol, TypeVar

from console.model.errors import ConsoleError, HostBusy, Malformed, TimedOut
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.decode_reply import decode_reply
from console.wsman.encode_request import encode_request
from console.wsman.faults import error_of
from console.wsman.message import (
    MAX_ELEMENTS,
    MAX_ENVELOPE_SIZE,
    MODE_OBJECT,
    Enumerate,
    EnumerateReply,
    Fault,
    Filter,
    Get,
    GetReply,
    Identify,
    IdentifyReply,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Put,
    PutReply,
    Release,
    ReleaseReply,
    ReplyBody,
    Request,
    RequestBody,
    RequestHeader,
    WqlFilter,
)

MAX_EMPTY_PULLS = 16
"""Pulls in a row without an item before we call an enumeration endless."""

MAX_PULLS = 4_000
MAX_ITEMS = 400_000
MAX_LIST_BYTES = 24 * 1024 * 1024
"""Bounds of one enumeration. The largest set that we ask for, what 1,000 guests tell of
themselves, is 15 MB in 60 Pulls."""

LIST_PATIENCE = 3.0
"""How many times the operation's time limit one enumeration may take in all."""

_log = logging.getLogger(__name__)
_Body = TypeVar("_Body", bound=ReplyBody)


class Exchange(Protocol):
    """Whatever carries a request to a host and brings the reply: a connection, or a fake."""

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Send a SOAP request and return the SOAP reply, also that of a fault (HTTP 500).

        Args:
            request: The envelope.
            repeatable: Whether it may be sent a second time after a lost connection.

        Raises:
            ConsoleError: No reply could be had.
        """
        ...

    def close(self) -> None:
        """Drop the connection."""
        ...


def new_uuid() -> str:
    """Return a message id in Windows' spelling."""
    return f"uuid:{str(uuid.uuid4()).upper()}"


class WsmanClient:
    """Blocking operations on one host.

    Every operation raises what the exchange raises, ``WsmanFault`` or one of its kinds for a
    fault, and ``Malformed`` for a reply that cannot be read or belongs to another request.

    Args:
        exchange: The way to the host.
        operation_timeout_s: What the host is granted per request, in seconds.
        max_envelope_size: Largest reply we ask for, in bytes of UTF-16.
        to: Address of the service, for the header; Windows does not check it. Without one, the
            anonymous address of WS-Addressing stands there.
        new_id: Source of message ids, a parameter for tests.
        clock: Seconds, for the time that an enumeration takes.
    """

    def __init__(
        self,
        exchange: Exchange,
        *,
        operation_timeout_s: float = 20.0,
        max_envelope_size: int = MAX_ENVELOPE_SIZE,
        to: str = "",
        new_id: Callable[[], str] = new_uuid,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._exchange = exchange
        self._operation_timeout_s = operation_timeout_s
        self._max_envelope_size = max_envelope_size
        self._to = to or names.ANONYMOUS
        self._new_id = new_id
        self._session_id = new_id()
        self._clock = clock
        self._received = 0

    def identify(self) -> IdentifyReply:
        """Ask the service who it is."""
        return self._call(RequestHeader(""), Identify(), IdentifyReply, repeatable=True)

    def get(self, ref: CimReference) -> CimInstance:
        """Read one object.

        Raises:
            ObjectGone: It does not exist.
        """
        header = self._header(names.ACTION_GET, ref.resource_uri, ref.selectors)
        reply = self._call(header, Get(), GetReply, repeatable=True)
        return replace(reply.instance, reference=ref)

    def put(self, ref: CimReference, instance: CimInstance) -> CimInstance | None:
        """Write one object and return it as it is now, ``None`` when the host does not say."""
        header = self._header(names.ACTION_PUT, ref.resource_uri, ref.selectors)
        return self._call(header, Put(instance), PutReply, repeatable=False).instance

    def invoke(
        self, ref: CimReference, method: str, arguments: Sequence[tuple[str, CimValue]] = ()
    ) -> CimInstance:
        """Call a method and return its output, ``ReturnValue`` among the properties.

        Args:
            ref: The object; a static method has no selectors.
            method: Its name, in the schema's spelling.
            arguments: In the order of the signature; ``None`` is left out, an embedded object is
                given as text (``cimxml.encode_embedded``).
        """
        uri = ref.resource_uri
        header = self._header(f"{uri}/{method}", uri, ref.selectors)
        body = Invoke(method, tuple(arguments))
        reply = self._call(header, body, InvokeReply, repeatable=False)
        if reply.method != method:
            raise Malformed(f"output of {reply.method[:80]} for {method}")
        return reply.output

    def query(
        self, namespace: str, wql: str, *, batch: int = MAX_ELEMENTS
    ) -> Generator[CimInstance, None, None]:
        """Run a WMI query and return the objects or rows as they arrive.

        Args:
            namespace: Such as ``root/virtualization/v2``.
            wql: SELECT, ASSOCIATORS OF or REFERENCES OF (``wql`` builds them).
            batch: Most items per reply.
        """
        items = self.enumerate(namespace, "*", filter=WqlFilter(wql), batch=batch)
        with closing(items):
            for item in items:
                if item.instance is None:
                    raise Malformed("a reference where an object was asked for")
                yield item.instance

    def query_all(
        self, namespace: str, wql: str, *, batch: int = MAX_ELEMENTS
    ) -> tuple[CimInstance, ...]:
        """Run a WMI query to its end."""
        return tuple(self.query(namespace, wql, batch=batch))

    def enumerate(
        self,
        namespace: str,
        class_name: str,
        *,
        mode: str = MODE_OBJECT,
        filter: Filter | None = None,  # noqa: A002 - the protocol's word
        batch: int = MAX_ELEMENTS,
    ) -> Generator[Item, None, None]:
        """Read the objects of a class, or what a filter selects, as they arrive.

        Closing the generator early releases the enumeration on the host.

        Args:
            namespace: Such as ``root/virtualization/v2``.
            class_name: A class, or ``*`` with a WQL or association filter.
            mode: Objects, references, or both.
            filter: What to select.
            batch: Most items per reply.

        Raises:
            EnumerationExpired: The host dropped the enumeration meanwhile.
            Malformed: Also when the enumeration does not come to an end.
            TimedOut: The host is so slow with it that it would take too long.
        """
        uri = names.class_uri(namespace, class_name)
        header = self._header(names.ACTION_ENUMERATE, uri, operation_id=self._new_id())
        body = Enumerate(filter, mode, optimize=True, max_elements=batch)
        reply = self._call(header, body, EnumerateReply, repeatable=True)
        return (yield from self._drain(header, reply, batch))

    def _drain(
        self, header: RequestHeader, reply: EnumerateReply | PullReply, batch: int
    ) -> Generator[Item, None, None]:
        """Yield the items of the first reply and of all Pulls after it."""
        bound = _Bound(LIST_PATIENCE * self._operation_timeout_s, self._clock)
        context = reply.context
        is_open = not reply.is_end
        try:
            bound.count(reply, self._received)
            yield from reply.items
            while is_open:
                # While a Pull runs, an error means that the context is of no use any more.
                is_open = False
                reply = self._pull(header, context, batch)
                context = reply.context
                is_open = not reply.is_end
                bound.count(reply, self._received)
                yield from reply.items
        except HostBusy:
            is_open = True
            raise
        finally:
            if is_open and context:
                self._release(header, context)

    def _pull(self, header: RequestHeader, context: str, batch: int) -> PullReply:
        pull = replace(header, action=names.ACTION_PULL, message_id=self._new_id())
        return self._call(pull, Pull(context, batch), PullReply, repeatable=False)

    def _release(self, header: RequestHeader, context: str) -> None:
        release = replace(header, action=names.ACTION_RELEASE, message_id=self._new_id())
        try:
            self._call(release, Release(context), ReleaseReply, repeatable=False)
        except ConsoleError as error:
            # The host forgets the context by itself after a while, so nobody needs to know.
            _log.debug("enumeration %s not released: %s", context, error)

    def _header(
        self,
        action: str,
        uri: str,
        selectors: tuple[tuple[str, str | CimReference], ...] = (),
        operation_id: str = "",
    ) -> RequestHeader:
        return RequestHeader(
            action=action,
            resource_uri=uri,
            message_id=self._new_id(),
            to=self._to,
            selectors=selectors,
            session_id=self._session_id,
            operation_id=operation_id or self._new_id(),
            max_envelope_size=self._max_envelope_size,
            operation_timeout_s=self._operation_timeout_s,
        )

    def _call(
        self, header: RequestHeader, body: RequestBody, expected: type[_Body], *, repeatable: bool
    ) -> _Body:
        request = encode_request(Request(header, body))
        data = self._exchange.send(request, repeatable=repeatable)
        self._received = len(data)
        reply = decode_reply(data)
        found = reply.body
        relates_to = reply.header.relates_to
        # A host that could not read the request answers with a fault that relates to nothing. A
        # reply without the header is ours, too: a connection bears one request at a time.
        if relates_to and relates_to.lower() != header.message_id.lower():
            raise Malformed(f"reply to {relates_to[:80]!r}, not to {header.message_id!r}")
        if isinstance(found, Fault):
            raise error_of(found)
        if not isinstance(found, expected):
            raise Malformed(f"{type(found).__name__} for {type(body).__name__}")
        return found


class _Bound:
    """Watches over an enumeration, so that a broken host cannot keep us busy for ever.

    Args:
        seconds: How long it may take.
        clock: Measures them.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._began = clock()
        self._replies = 0
        self._items = 0
        self._bytes = 0
        self._empty_in_a_row = 0

    def count(self, reply: EnumerateReply | PullReply, size: int) -> None:
        """Take note of a reply of so many bytes.

        Raises:
            Malformed: The enumeration has no end, or the reply no way to go on.
            TimedOut: It takes too long.
        """
        self._replies += 1
        self._items += len(reply.items)
        self._bytes += size
        self._empty_in_a_row = 0 if reply.items else self._empty_in_a_row + 1
        if reply.is_end:
            return
        if not reply.context:
            raise Malformed("enumeration without context and without end")
        if (
            self._empty_in_a_row > MAX_EMPTY_PULLS
            or self._replies > MAX_PULLS
            or self._items > MAX_ITEMS
            or self._bytes > MAX_LIST_BYTES
        ):
            raise Malformed("enumeration without end")
        if self._clock() - self._began > self._seconds:
            raise TimedOut("list", self._seconds)
