"""Brings the window of another program to the front, on the few systems that let us. Blocks."""

import os

from console.rdp.discovery import SystemLook


def bring_to_front(look: SystemLook, pid: int) -> bool:
    """Ask the system to show a program's window; ``False`` where it does not let us.

    Wayland lets no program raise another one's window. On X11 ``wmctrl`` or ``xdotool`` ask the
    window manager; Windows and macOS have a call that goes by the process's number.
    """
    if look.platform == "win32":
        script = f"(New-Object -ComObject WScript.Shell).AppActivate({pid})"
        said = look.output(("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script))
        return said.strip().lower() == "true"
    if look.platform == "darwin":
        script = (
            'tell application "System Events" to set frontmost of '
            f"(first process whose unix id is {pid}) to true"
        )
        said = look.output(("osascript", "-e", script, "-e", 'return "done"'))
        return said.strip() == "done"
    if os.environ.get("WAYLAND_DISPLAY"):
        return False
    return _by_wmctrl(look, pid) or _by_xdotool(look, pid)


def _by_wmctrl(look: SystemLook, pid: int) -> bool:
    program = look.which("wmctrl")
    if program is None:
        return False
    for line in look.output((program, "-l", "-p")).splitlines():
        parts = line.split(None, 4)
        if len(parts) > 2 and parts[2] == str(pid):
            look.output((program, "-i", "-a", parts[0]))
            return True
    return False


def _by_xdotool(look: SystemLook, pid: int) -> bool:
    program = look.which("xdotool")
    if program is None:
        return False
    windows = look.output((program, "search", "--onlyvisible", "--pid", str(pid))).split()
    if not windows or not windows[-1].isdigit():
        return False
    look.output((program, "windowactivate", windows[-1]))
    return True
