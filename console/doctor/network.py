"""The way to a host as far as TCP: its name, a route to its addresses, open and closed ports.

Nothing is sent to the host but TCP's own opening of a connection.
"""

import contextlib
import enum
import errno
import ipaddress
import selectors
import socket
import time
from collections.abc import Iterable, Mapping, Sequence

_NO_ROUTE = frozenset(
    getattr(errno, name)
    for name in ("EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EHOSTDOWN")
    if hasattr(errno, name)
)
_UNDER_WAY = frozenset(
    {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}
)
_DISCARD = 9
_MOST_ADDRESSES = 8


class PortState(enum.Enum):
    """What happened to an attempt to connect, best first."""

    OPEN = "open"
    CLOSED = "closed"
    NO_ROUTE = "no route"
    SILENT = "no answer"


_BEST_FIRST = (PortState.OPEN, PortState.CLOSED, PortState.NO_ROUTE, PortState.SILENT)


class NameTrouble(enum.Enum):
    """Why a name has no address."""

    INVALID = "invalid"
    UNKNOWN = "unknown"
    SERVER_SILENT = "server_silent"


class NameFailure(Exception):
    """A name stands for nothing.

    Attributes:
        trouble: Why.
        said: The system's own words.
    """

    def __init__(self, trouble: NameTrouble, said: str) -> None:
        super().__init__(said)
        self.trouble = trouble
        self.said = said


def addresses_of(host: str) -> tuple[str, ...]:
    """Return the addresses that a name stands for, in the system's order.

    Raises:
        NameFailure: There are none.
    """
    if not host or len(host) > 255 or any(c.isspace() or not c.isprintable() for c in host):
        raise NameFailure(NameTrouble.INVALID, "no host can be called so")
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        is_silent = problem.errno == socket.EAI_AGAIN
        trouble = NameTrouble.SERVER_SILENT if is_silent else NameTrouble.UNKNOWN
        raise NameFailure(trouble, problem.strerror or "not found") from problem
    except (UnicodeError, OSError) as problem:
        raise NameFailure(NameTrouble.INVALID, "no host can be called so") from problem
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))[:_MOST_ADDRESSES]


def is_usable(address: str) -> bool:
    """Tell whether an address can be one computer's (not "any", not a group's)."""
    found = _parsed(address)
    return found is None or not (found.is_unspecified or found.is_multicast)


def is_address(host: str) -> bool:
    """Tell whether a host is written as an address."""
    return _parsed(host) is not None


def has_route(address: str) -> bool:
    """Tell whether this computer knows a way to an address; nothing is sent.

    Connecting a datagram socket only looks into the routing table.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, _DISCARD))
    except OSError as problem:
        return problem.errno not in _NO_ROUTE and problem.errno != errno.EAFNOSUPPORT
    return True


def probe_ports(
    addresses: Sequence[str], ports: Iterable[int], seconds: float
) -> Mapping[int, PortState]:
    """Try to connect to all ports at once, on every address; the best outcome of a port counts.

    Args:
        addresses: Where.
        ports: Which.
        seconds: For all of them together.
    """
    wanted = tuple(dict.fromkeys(ports))
    found = dict.fromkeys(wanted, PortState.SILENT)
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as waiting:
        for address in addresses:
            for port in wanted:
                state = _begin(stack, waiting, address, port)
                if state is not None:
                    found[port] = _better(found[port], state)
        end = time.monotonic() + seconds
        while waiting.get_map() and (left := end - time.monotonic()) > 0:
            for key, _ in waiting.select(left):
                waiting.unregister(key.fileobj)
                assert isinstance(key.fileobj, socket.socket)  # noqa: S101 -- _begin put it there
                code = key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                found[key.data] = _better(found[key.data], _state_of(code))
            if all(found[port] is PortState.OPEN for port in wanted):
                break
    return found


def _begin(
    stack: contextlib.ExitStack, waiting: selectors.BaseSelector, address: str, port: int
) -> PortState | None:
    """Start to connect; return the outcome when it is there at once."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        fresh = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
        fresh.setblocking(False)
        code = fresh.connect_ex((address, port))
    except OSError:
        return PortState.NO_ROUTE
    if code not in _UNDER_WAY:
        return _state_of(code)
    waiting.register(fresh, selectors.EVENT_WRITE, port)
    return None


def _state_of(code: int) -> PortState:
    if code in {0, errno.ECONNRESET}:  # who resets has accepted before
        return PortState.OPEN
    if code == errno.ECONNREFUSED:
        return PortState.CLOSED
    return PortState.NO_ROUTE if code in _NO_ROUTE else PortState.SILENT


def _better(one: PortState, other: PortState) -> PortState:
    return min(one, other, key=_BEST_FIRST.index)


def _parsed(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
