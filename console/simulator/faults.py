"""What a simulated host can be told to do wrong, while it runs, and to which requests.

A fault is a value; a rule is a fault with a scope; the plan holds the rules and may be changed
from any thread at any time. The host asks the plan once for each HTTP request and applies all
faults that match, by stage: the endpoint's faults change what is answered (and are sealed like any
answer), body faults replace the SOAP text (sealed too), HTTP faults replace the whole answer, frame
faults spoil its shape, and wire faults spoil how the bytes travel.

Requests of the handshake (unauthenticated, or empty) match only scopes that say ``handshake``.
"""

import contextlib
import enum
import itertools
import re
import threading
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

from console.wsman.cim import CimValue
from console.wsman.message import Fault as SoapFaultBody

# -- faults of the endpoint: the answer is well-formed and says no, or something else


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """Answer with a WS-Man fault."""

    fault: SoapFaultBody


@dataclass(frozen=True, slots=True)
class ExpireContexts:
    """Drop all enumeration contexts first, as after a restart of the service."""


@dataclass(frozen=True, slots=True)
class EndlessEnumeration:
    """Never come to the end: the items of this Enumerate are repeated for ever."""


@dataclass(frozen=True, slots=True)
class RefuseMethod:
    """Do nothing and return this value, with these further outputs."""

    return_value: int
    output: tuple[tuple[str, CimValue], ...] = (("Job", None),)


EndpointFault = AnswerFault | ExpireContexts | EndlessEnumeration | RefuseMethod

# -- faults of the body: HTTP is fine, the SOAP text is not


@dataclass(frozen=True, slots=True)
class GarbageBody:
    """Bytes that are no XML."""


@dataclass(frozen=True, slots=True)
class DoctypeBody:
    """A document type declaration with an external entity."""


@dataclass(frozen=True, slots=True)
class EntityBombBody:
    """Entities that grow to gigabytes where a parser expands them."""


@dataclass(frozen=True, slots=True)
class HugeBody:
    """A well-formed answer of at least this many bytes, in one text."""

    size: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RewriteBody:
    """Whatever this makes of the right answer's text."""

    rewrite: Callable[[bytes], bytes]


BodyFault = GarbageBody | DoctypeBody | EntityBombBody | HugeBody | RewriteBody

# -- faults of HTTP: another answer altogether


@dataclass(frozen=True, slots=True)
class AnswerStatus:
    """A bare status, such as 401 again and again, 400 or 503."""

    status: int


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A web server's or a proxy's page."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go elsewhere."""

    location: str
    status: int = 302


HttpFault = AnswerStatus | HtmlPage | Redirect

# -- faults of the frame: the right answer in the wrong wrapping


@dataclass(frozen=True, slots=True)
class WrongType:
    """The right body under another content type."""

    content_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class BadEncryptionFrame:
    """A sealed answer with a broken boundary; a clear one stays as it is."""


@dataclass(frozen=True, slots=True)
class BadSeal:
    """A sealed answer with one bit turned over; a clear one stays as it is."""


@dataclass(frozen=True, slots=True)
class RewriteFrame:
    """Whatever this makes of a sealed answer; a clear one stays as it is."""

    rewrite: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class ShiftDate:
    """A clock that is so many seconds ahead, as HTTP's ``Date`` tells it."""

    seconds: float


FrameFault = WrongType | BadEncryptionFrame | BadSeal | RewriteFrame | ShiftDate

# -- faults of the wire


class Phase(enum.Enum):
    """How far an answer comes before the connection is cut."""

    BEFORE_HEADERS = "before_headers"
    IN_HEADERS = "in_headers"
    IN_BODY = "in_body"


@dataclass(frozen=True, slots=True)
class Hang:
    """Take the request and never answer.

    Attributes:
        performs: Whether what was asked happens nevertheless.
    """

    performs: bool = True


@dataclass(frozen=True, slots=True)
class Delay:
    """Answer this many seconds later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Trickle:
    """Send so many bytes, wait, send so many more."""

    step: int = 1
    pause_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Reset:
    """Cut the connection hard (TCP RST) in this phase of the answer.

    Attributes:
        phase: How far the answer comes.
        performs: Whether what was asked happens nevertheless.
    """

    phase: Phase = Phase.BEFORE_HEADERS
    performs: bool = True


@dataclass(frozen=True, slots=True)
class TruncateBody:
    """Send half of the body and close in good order."""


@dataclass(frozen=True, slots=True)
class WrongLength:
    """Announce a body longer (or shorter) than it is, then close."""

    difference: int = 100


@dataclass(frozen=True, slots=True)
class CloseAfter:
    """Answer rightly and close the connection without having announced it."""


WireFault = Hang | Delay | Trickle | Reset | TruncateBody | WrongLength | CloseAfter
AnyFault = EndpointFault | BodyFault | HttpFault | FrameFault | WireFault


def prevents(faults: Iterable[AnyFault]) -> bool:
    """Tell whether the request never reaches the service: another server answers, or nobody."""
    return any(
        isinstance(fault, HttpFault) or (isinstance(fault, Hang | Reset) and not fault.performs)
        for fault in faults
    )


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known about a request when the plan is asked.

    Attributes:
        connection: Number of the connection, from 1.
        operation: ``Get``, ``Enumerate``, ``Pull``, ``Invoke`` …; empty when unreadable.
        subject: Resource URI and, for queries and their Pulls, the text of the query.
        method: Name of the method for Invoke.
        handshake: Whether no message is in it (yet).
    """

    connection: int = 0
    operation: str = ""
    subject: str = ""
    method: str = ""
    handshake: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Which requests a fault hits; the default is every message.

    Attributes:
        operation: Only this operation, such as ``"Pull"``.
        class_name: Only requests about this class, by its URI or in its query.
        method: Only calls of this method.
        connection: Only this connection, counted from 1.
        nth: Only the n-th request that matches the rest, counted from 1.
        times: At most so many requests; 0 is without end.
        handshake: Also requests of the handshake.
    """

    operation: str = ""
    class_name: str = ""
    method: str = ""
    connection: int = 0
    nth: int = 0
    times: int = 0
    handshake: bool = False

    def covers(self, situation: Situation) -> bool:
        """Tell whether a request is of the kind meant, counting aside."""
        if situation.handshake and not self.handshake:
            return False
        return (
            self.operation in {"", situation.operation}
            and self.method in {"", situation.method}
            and self.connection in {0, situation.connection}
            and (not self.class_name or _names(situation.subject, self.class_name))
        )


def _names(subject: str, class_name: str) -> bool:
    return re.search(rf"\b{re.escape(class_name)}\b", subject, re.IGNORECASE) is not None


@dataclass(slots=True)
class _Rule:
    fault: AnyFault
    scope: Scope
    seen: int = 0
    hits: int = 0

    def take(self, situation: Situation) -> bool:
        if not self.scope.covers(situation):
            return False
        self.seen += 1
        if self.scope.nth and self.seen != self.scope.nth:
            return False
        if self.scope.times and self.hits >= self.scope.times:
            return False
        self.hits += 1
        return True


EVERY_MESSAGE = Scope()


@dataclass(slots=True)
class FaultPlan:
    """The rules of one host; may be changed while it runs, from any thread."""

    _rules: dict[int, _Rule] = field(default_factory=dict[int, _Rule])
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: AnyFault, scope: Scope = EVERY_MESSAGE) -> int:
        """Add a rule and return its number."""
        with self._lock:
            number = next(self._ids)
            self._rules[number] = _Rule(fault, scope)
            return number

    def remove(self, number: int) -> None:
        """Remove a rule; unknown numbers are fine."""
        with self._lock:
            self._rules.pop(number, None)

    def clear(self) -> None:
        """Behave well again."""
        with self._lock:
            self._rules.clear()

    def hits(self, number: int) -> int:
        """Return how many requests a rule has hit; 0 for a removed one."""
        with self._lock:
            rule = self._rules.get(number)
            return rule.hits if rule else 0

    @contextlib.contextmanager
    def active(self, fault: AnyFault, scope: Scope = EVERY_MESSAGE) -> Generator[int]:
        """Have a rule inside the block; gives its number."""
        number = self.add(fault, scope)
        try:
            yield number
        finally:
            self.remove(number)

    def take(self, situation: Situation) -> tuple[AnyFault, ...]:
        """Return the faults that hit this request, oldest rule first, and count them."""
        if not self._rules:  # the usual case costs nothing
            return ()
        with self._lock:
            return tuple(r.fault for r in self._rules.values() if r.take(situation))
