"""The connection doctor at work for the window: each step is one call in a lane of its own."""

from collections.abc import AsyncGenerator
from functools import partial

from console.doctor.examination import Examination
from console.doctor.finding import CONSOLE_PORT, Finding, Patient
from console.model.connection import Credential
from console.settings.schema import HostConfig
from console.transport.connect import connect
from console.transport.lane import Lane
from console.transport.sign_in_guard import SignInGuard


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


async def examine(
    patient: Patient, guard: SignInGuard | None = None
) -> AsyncGenerator[Finding, None]:
    """Examine a host and yield findings as they are made; whoever closes this ends the walk.

    Args:
        patient: Who is examined.
        guard: What all sign-ins know of one another: a refused password is not tried again.
    """
    examination = Examination(patient, partial(connect, guard=guard))
    lane = Lane(f"doctor of {patient.endpoint.host}", examination.close)
    try:
        while (finding := await lane.call(examination.next)) is not None:
            yield finding
    finally:
        lane.close()
