"""Whether a host has Hyper-V, shows it to this account, and which limits its WinRM service has.

Accounts without rights get empty answers, not errors, so the one management service that every
Hyper-V host has is asked for: no row means no rights (``docs/protocol-notes.md``).
"""

from dataclasses import dataclass
from typing import Final

from console.hyperv.query import COMPUTER_SYSTEM, MANAGEMENT
from console.hyperv.wire import number
from console.wsman.cim import CimReference
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

CONFIG_URI: Final = "http://schemas.microsoft.com/wbem/wsman/1/config"
"""The service's own settings (MS-WSMV 2.2.4.10)."""


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """What the WinRM service of a host allows; ``None`` where it does not say.

    Attributes:
        envelope_kb: Largest message, in units of 1,024 bytes.
        timeout_ms: Longest operation but Pull.
        batch_items: Most items of a reply.
    """

    envelope_kb: int | None
    timeout_ms: int | None
    batch_items: int | None


def shows_management(wsman: WsmanClient) -> bool:
    """Tell whether the account is shown Hyper-V's management service.

    Raises:
        NamespaceMissing, ClassMissing: The host has no Hyper-V.
        Forbidden: The account may not even ask.
    """
    return bool(wsman.query_all(HYPERV_NAMESPACE, select(MANAGEMENT, ())))


def count_vms(wsman: WsmanClient) -> int:
    """Return how many VMs are shown; the host itself stands among them and is not counted.

    Raises:
        NamespaceMissing, ClassMissing: The host has no Hyper-V.
    """
    wql = select(COMPUTER_SYSTEM, ("Name", "CreationClassName"))
    return max(len(wsman.query_all(HYPERV_NAMESPACE, wql)) - 1, 0)


def read_limits(wsman: WsmanClient) -> ServiceLimits:
    """Read the service's settings, which Windows shows to administrators only.

    Raises:
        WsmanFault: The host does not show them.
    """
    config = wsman.get(CimReference(CONFIG_URI))
    highest = 2**32 - 1
    return ServiceLimits(
        number(config, "MaxEnvelopeSizekb", 1, highest),
        number(config, "MaxTimeoutms", 1, highest),
        number(config, "MaxBatchItems", 1, highest),
    )
