"""A connection to a host: a lane, and the gateway whose calls run in it."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from console.fleet.gateway import GatewayFactory, HostGateway
from console.model.connection import Credential, Timeouts
from console.model.errors import Refused, RefusedReason
from console.settings.schema import HostConfig

_T = TypeVar("_T")


class LaneLike(Protocol):
    """What we use of ``transport.lane.Lane``."""

    async def call(self, function: Callable[..., _T], *args: Any) -> _T:  # noqa: ANN401
        """Run a blocking function in the lane, after the calls before it."""
        ...

    def close(self) -> None:
        """Take no more calls and drop those that wait; never blocks."""
        ...


LaneFactory = Callable[[str, Callable[[], None]], LaneLike]
"""Makes a lane from its name and what it calls in its thread when it ends."""


class HostConnection:
    """One lane and one gateway; nothing is opened before the first call.

    Args:
        lanes: Makes the lane.
        gateways: Makes the gateway.
        config: The host.
        credential: ``None`` where none is known.
        purpose: A word for the thread's name.
        timeouts: Bounds on each request.

    Raises:
        Refused: A password is needed and there is none.
    """

    def __init__(
        self,
        *,
        lanes: LaneFactory,
        gateways: GatewayFactory,
        config: HostConfig,
        credential: Credential | None,
        purpose: str,
        timeouts: Timeouts,
    ) -> None:
        if credential is None:
            raise Refused(RefusedReason.NO_CREDENTIAL, config.endpoint.url, config.user)
        self.gateway: HostGateway = gateways(config.endpoint, credential, timeouts)
        self._lane = lanes(f"{config.endpoint.host} {purpose}", self.gateway.close)

    async def call(self, function: Callable[..., _T], *args: Any) -> _T:  # noqa: ANN401
        """Run a method of the gateway in the lane.

        Raises:
            Cancelled: The connection was closed before the call had its turn.
            ConsoleError: What the method raises.
        """
        return await self._lane.call(function, *args)

    def close(self) -> None:
        """End it; a running call finishes unseen and the connection is dropped after it."""
        self._lane.close()
