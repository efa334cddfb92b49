"""A simulated fleet in its own process, for measurements."""

import contextlib
from collections.abc import Generator, Sequence
from urllib.parse import urlsplit

from console.app.simulated import SimulatedFleetProcess
from console.model.connection import AuthMethod, Credential, Endpoint


@contextlib.contextmanager
def fleet(*arguments: str) -> Generator[tuple[Sequence[Endpoint], Credential]]:
    """Run ``hvconsole simulate`` with these arguments; yield its endpoints and the account."""
    process = SimulatedFleetProcess(arguments)
    try:
        endpoints = []
        for host in process.start():
            parts = urlsplit(host.url)
            endpoints.append(Endpoint(parts.hostname or "", parts.port or 0))
        yield endpoints, Credential(process.user, process.password, AuthMethod.NTLM)
    finally:
        process.stop()
