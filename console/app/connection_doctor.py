"""The connection doctor at work for the window: each step is one call in a lane of its own."""

from collections.abc import AsyncGenerator

from console.doctor.examination import Examination
from console.doctor.finding import CONSOLE_PORT, Finding, Patient
from console.model.connection import Credential
from console.settings.schema import HostConfig
from console.transport.lane import Lane


def patient_of(
    config: HostConfig, credential: Credential | None, *, is_simulated: bool = False
) -> Patient:
    """Return whom a configuration means; simulated hosts open consoles on ports of their own."""
    return Patient(
        config.endpoint,
        credential,
        config.user,
        config.method,
        console_port=None if is_simulated else CONSOLE_PORT,
    )


async def examine(patient: Patient) -> AsyncGenerator[Finding, None]:
    """Examine a host and yield findings as they are made; whoever closes this ends the walk."""
    examination = Examination(patient)
    lane = Lane(f"doctor of {patient.endpoint.host}", examination.close)
    try:
        while (finding := await lane.call(examination.next)) is not None:
            yield finding
    finally:
        lane.close()
