"""Takes the picture of a session for the documentation: the program, and a real xfreerdp before it.

Usage: python -m tests.bench.session_picture FOLDER. Needs Linux with xfreerdp, Xvfb and FreeRDP's
shadow server; where one is missing it says so and leaves the picture that is there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from console.simulator.console.desktop import VirtualDesktop
from console.simulator.descriptions import StartState, VmDescription
from tests.e2e import session_stage as st

VMS = (
    VmDescription("web-01", addresses=("192.0.2.21",)),
    VmDescription("mail-01", addresses=("192.0.2.22",)),
    VmDescription("build-agent", guest="ubuntu-22.04"),
    VmDescription("archive", state=StartState.OFF),
)
LIKE = 0.97


def main() -> int:
    """Take the picture."""
    lack = st.missing() or ("" if VirtualDesktop.is_possible() else "no shadow server")
    if lack:
        print(f"no picture of a session: {lack}")
        return 0
    target = Path(sys.argv[1]) / "session-xfreerdp.png"
    with (
        tempfile.TemporaryDirectory() as home,
        st.stage(Path(home), VMS) as (live, screen, window),
    ):
        vm = st.vm_id(live, VMS[0].name)
        window.sign_in(len(VMS))
        window.connect(vm, "connect-enhanced", trust=True)
        st.in_session(live, vm)
        wanted = st.drawn(live, vm)

        def is_shown() -> bool:
            seen = screen.picture.part(0, 0, wanted.width, wanted.height)
            return st.likeness(seen, wanted) >= LIKE

        st.wait_for(is_shown, "the desktop is not shown")
        window.until(lambda seen: vm in seen["sessions"], "the window knows of the session")
        _push_aside(screen.display, VMS[0].name)
        screen.picture.save(target)
    print(target)
    return 0


def _push_aside(display: str, name: str) -> None:
    """Move the client's window down, so that the program's menus can be seen over it."""
    tool = shutil.which("xdotool")
    if tool is not None:
        place = ("windowmove", "--sync", "12", "118")
        command = (tool, "search", "--name", name, *place)
        subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=False, timeout=20)
        time.sleep(2.0)  # both windows paint what was covered; nothing tells when


if __name__ == "__main__":
    sys.exit(main())
