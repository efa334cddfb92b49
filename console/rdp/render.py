"""Chooses how a client is told about a session."""

from dataclasses import replace

from console.model.errors import NotPossible
from console.rdp import freerdp, vmconnect
from console.rdp.client import ClientKind, PasswordWay, RdpClient
from console.rdp.launch_plan import FILE_PLACE, LaunchPlan
from console.rdp.rdp_file import file_name, rdp_encoding, rdp_text
from console.rdp.session import SessionRequest


def render(request: SessionRequest, client: RdpClient) -> LaunchPlan:
    """Return how a client is started for a session.

    Raises:
        NotPossible: ``client_mode``: this client cannot show a session of this mode by itself.
    """
    if request.mode not in client.modes:
        raise NotPossible("client_mode", client.name)
    match client.kind:
        case ClientKind.FREERDP2 | ClientKind.FREERDP3:
            return freerdp.render(request, client)
        case ClientKind.VMCONNECT:
            return vmconnect.render(request, client)
        case ClientKind.REMMINA:
            return _by_file(request, (*client.command, "-c", FILE_PLACE))
        case ClientKind.MSTSC:
            plan = _by_file(request, (*client.command, FILE_PLACE))
            return replace(plan, file_encoding=rdp_encoding(plan.file_text))
        case ClientKind.WINDOWS_APP | ClientKind.GNOME_CONNECTIONS:
            return _by_file(request, (*client.command, FILE_PLACE))


def _by_file(request: SessionRequest, argv: tuple[str, ...]) -> LaunchPlan:
    return LaunchPlan(
        argv, PasswordWay.ASKS, file_text=rdp_text(request), file_name=file_name(request)
    )
