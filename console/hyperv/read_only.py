"""A client that changes nothing on a host while that is forbidden: the last gate before the wire.

Everything that Hyper-V changes is changed by calling a method, so this refuses every method but
those that only read, and writing objects as such. What is new is refused until it is named here.
"""

from collections.abc import Callable, Sequence
from typing import Final

from console.model.errors import NotPossible
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.client import Exchange, WsmanClient

READING_METHODS: Final = frozenset(
    {
        "GetErrorEx",
        "GetInteractiveSessionACL",
        "GetSummaryInformation",
        "GetVirtualSystemThumbnailImage",
    }
)
"""Methods that change nothing (Hyper-V WMI v2 reference)."""


class GatedClient(WsmanClient):
    """Refuses methods that change something while ``may_change`` says no.

    Args:
        exchange: As ``WsmanClient``.
        may_change: Asked before each call, in the caller's thread.
        operation_timeout_s: As ``WsmanClient``.
        to: As ``WsmanClient``.
    """

    def __init__(
        self,
        exchange: Exchange,
        may_change: Callable[[], bool],
        *,
        operation_timeout_s: float,
        to: str,
    ) -> None:
        super().__init__(exchange, operation_timeout_s=operation_timeout_s, to=to)
        self._may_change = may_change

    def invoke(
        self, ref: CimReference, method: str, arguments: Sequence[tuple[str, CimValue]] = ()
    ) -> CimInstance:
        """Call a method.

        Raises:
            NotPossible: ``read_only``: nothing may be changed on this host from here.
        """
        if method not in READING_METHODS and not self._may_change():
            raise NotPossible("read_only", method)
        return super().invoke(ref, method, arguments)

    def put(self, ref: CimReference, instance: CimInstance) -> CimInstance | None:
        """Write one object.

        Raises:
            NotPossible: ``read_only``: nothing may be changed on this host from here.
        """
        if not self._may_change():
            raise NotPossible("read_only", "Put")
        return super().put(ref, instance)
