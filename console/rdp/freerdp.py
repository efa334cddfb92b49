"""Tells FreeRDP 2 and 3 what to open. Each option below was tried on 2.11.7 and 3.30.0.

Differences that matter: with ``/vmconnect`` version 2 ignores a port in ``/v:`` and takes 2179, so
the port is an option of its own; ``-nego`` is never passed, version 3 rejects it beside
``/vmconnect``; a pinned certificate is written with colons, version 2 wants them. ``/p:`` is never
used: it is readable in the process list. Version 2 reads the password from its input
(``/from-stdin``), version 3 takes every argument from a pipe (``/args-from:fd:3``, or ``:stdin``
where no other descriptor can be handed on), which must then be its only argument. The account's
password is for the host; delegating it to the guest is not needed (``-credentials-delegation``).
"""

from typing import Final

from console.model.session import AudioPlay, SessionMode, SessionOptions
from console.rdp.client import ClientKind, PasswordWay, RdpClient
from console.rdp.launch_plan import LaunchPlan
from console.rdp.session import SessionRequest

PIPE_FD: Final = 3
"""The descriptor from which version 3 reads its arguments."""


def render(request: SessionRequest, client: RdpClient) -> LaunchPlan:
    """Return how FreeRDP is started for a session."""
    arguments = (
        f"/v:{_bracketed(request.host)}",
        f"/port:{request.port}",
        *_account(request),
        *_certificate(request),
        *((f"/vmconnect:{request.blob}",) if request.blob else ()),
        *(("-credentials-delegation",) if request.goes_over_host else ()),
        *_display(request.options, request.mode),
        *_devices(request.options, request.mode),
        *_keyboard(request.options, client.kind),
        f"/t:{request.safe_title}",
    )
    if client.kind is ClientKind.FREERDP3:
        source = f"fd:{PIPE_FD}" if client.takes_descriptors else "stdin"
        argv = (*client.command, f"/args-from:{source}")
        return LaunchPlan(argv, PasswordWay.ARGUMENT_PIPE, arguments)
    return LaunchPlan((*client.command, *arguments, "/from-stdin"), PasswordWay.STDIN)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _account(request: SessionRequest) -> tuple[str, ...]:
    return (f"/u:{request.user}",) if request.user else ()


def _certificate(request: SessionRequest) -> tuple[str, ...]:
    if not request.pin:
        return ("/cert:deny",) if request.goes_over_host else ("/cert:tofu",)
    colons = ":".join(request.pin[n : n + 2] for n in range(0, len(request.pin), 2))
    return (f"/cert:deny,fingerprint:sha256:{colons}",)


def _display(options: SessionOptions, mode: SessionMode) -> tuple[str, ...]:
    """Return size and monitors; in a basic session the guest decides its resolution."""
    found: list[str] = []
    if options.full_screen:
        found.append("/f")
    if mode is SessionMode.BASIC:
        found.append("/smart-sizing")
        return tuple(found)
    if options.monitors:
        found.append("/monitors:" + ",".join(str(number) for number in options.monitors))
    if options.all_monitors or len(options.monitors) > 1:
        found.append("/multimon")
    if options.width is not None and options.height is not None:
        found.append(f"/size:{options.width}x{options.height}")
    elif not options.all_monitors:
        found.append("/dynamic-resolution")
    return tuple(found)


def _devices(options: SessionOptions, mode: SessionMode) -> tuple[str, ...]:
    """Return what the session may use; a basic one has no channel for any of it."""
    if mode is SessionMode.BASIC:
        return ("-clipboard",)
    sound = {AudioPlay.HERE: ("/sound",), AudioPlay.GUEST: ("/audio-mode:1",), AudioPlay.OFF: ()}
    drives = ("+drives",) if "*" in options.drives else tuple(_drives(options.drives))
    return (
        "+clipboard" if options.clipboard else "-clipboard",
        *sound[options.audio],
        *(("/microphone",) if options.microphone else ()),
        *drives,
        *(("/printer",) if options.printers else ()),
        *(("/smartcard",) if options.smart_cards else ()),
    )


def _keyboard(options: SessionOptions, kind: ClientKind) -> tuple[str, ...]:
    """Return the layout, which the two versions spell differently."""
    if not options.keyboard.isalnum():
        return ()
    word = "layout:" if kind is ClientKind.FREERDP3 else ""
    return (f"/kbd:{word}{options.keyboard}",)


def _drives(folders: tuple[str, ...]) -> list[str]:
    """Return an option for each folder; a comma in a path would begin another name."""
    safe = [folder for folder in folders if "," not in folder and folder.isprintable()]
    return [f"/drive:folder{number},{folder}" for number, folder in enumerate(safe, 1)]
