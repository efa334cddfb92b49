"""What a guest tells about itself through its integration services."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """A guest's own facts; empty where the guest or the host did not tell.

    ``os_name``, ``computer_name`` and ``addresses`` come from inside the guest: they are data to
    show, never to trust.
    """

    os_name: str = ""
    os_version: str = ""
    computer_name: str = ""
    integration_version: str = ""
    addresses: tuple[str, ...] = ()


NO_GUEST = GuestFacts()
