"""Tells Windows' own ``vmconnect.exe`` which VM to open.

It takes the host, the VM's name and its id (``-G``), and an instance count (``-C``), as widely
scripted. It has no way to be given an account or a password: it uses the signed-in one, or what
the user keeps in Windows' credential store; and it chooses the mode itself. Whether it has more
options could not be confirmed, so none are used. The id decides; the name is only handed over.
"""

from console.rdp.client import PasswordWay, RdpClient
from console.rdp.launch_plan import LaunchPlan
from console.rdp.session import SessionRequest


def render(request: SessionRequest, client: RdpClient) -> LaunchPlan:
    """Return how ``vmconnect.exe`` is started; options of the session do not reach it."""
    argv = (*client.command, request.host, request.safe_title, "-G", request.vm, "-C", "1")
    return LaunchPlan(argv, PasswordWay.ASKS)
