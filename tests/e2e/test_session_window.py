"""Connect in the real window, with the real xfreerdp, to consoles of a simulated host."""

import os
import shutil
import stat

import pytest

from console.simulator.accounts import Account
from console.simulator.behaviour.power import Power
from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.record import ConsoleEnd, Reached
from console.simulator.descriptions import ScreenStyle, StartState, VmDescription
from tests.e2e import session_stage as st
from tests.e2e.session_stage import USER, stage, wait_for

WEB = "web01"
NASTY = 'bars "2"; /p:x \u202e<b>y</b>'
VMS = (
    VmDescription(WEB),
    VmDescription(NASTY, screen=ScreenStyle.BARS),
    VmDescription("old", state=StartState.OFF),
)
LIKE = 0.97
"""Clients compress what they show: so many parts of the picture must be the same to the eye."""

pytestmark = [
    pytest.mark.skipif(bool(st.missing()), reason=st.missing() or "everything is there"),
]
needs_desktop = pytest.mark.skipif(
    not VirtualDesktop.is_possible(), reason="no shadow server (packages freerdp2-shadow-x11, xvfb)"
)


def shown(screen, live, vm):
    """Wait until the client's window shows a VM's screen as its host draws it."""
    wanted = st.drawn(live, vm)
    seen = screen.picture

    def is_shown():
        nonlocal seen
        seen = screen.picture.part(0, 0, wanted.width, wanted.height)
        return st.likeness(seen, wanted) >= LIKE

    try:
        wait_for(is_shown, lambda: f"the picture is not there: {st.likeness(seen, wanted):.3f}")
    finally:
        screen.picture.save(st.PICTURES / f"session-{vm}.png")


@needs_desktop
def test_two_sessions_show_their_own_vm_and_the_password_stands_nowhere(tmp_path):
    home, user = tmp_path / "home", USER
    with stage(home, VMS) as (live, screen, window):
        web, nasty = st.vm_id(live, WEB), st.vm_id(live, NASTY)
        window.sign_in(len(VMS))
        window.connect(web, "connect-enhanced", trust=True)
        first = st.in_session(live, web)
        assert (first.vm, first.is_enhanced, first.user) == (web, True, user)
        assert first.blob == f"{web};EnhancedMode=1"
        shown(screen, live, web)
        assert not st.places_of_password(window.pid, tmp_path)

        window.connect(nasty, "connect-basic")
        second = st.in_session(live, nasty)
        assert (second.blob, second.is_enhanced, second.user) == (nasty, False, user)
        shown(screen, live, nasty)
        seen = window.until(lambda seen: len(seen["sessions"]) == 2, "two sessions")
        assert (seen["sessions"], seen["modes"]) == ([web, nasty], ["enhanced", "basic"])
        assert not st.places_of_password(window.pid, tmp_path)
        lines = st.clients_of(window.pid).values()
        blobs = {word for line in lines for word in line if word.startswith("/vmconnect:")}
        assert blobs == {f"/vmconnect:{web};EnhancedMode=1", f"/vmconnect:{nasty}"}
        assert not [word for line in lines for word in line if word.startswith("/p:")]

        window.ask("end", nasty)
        window.until(lambda seen: seen["sessions"] == [web], "the other one stays")
        wait_for(lambda: second.end is ConsoleEnd.CLOSED, "the host sees it end")
        assert first.end is ConsoleEnd.OPEN
        assert len(st.clients_of(window.pid)) == 1
        opened = [each.vm for each in live.console_connections if each.reached is Reached.SESSION]
        assert opened == [web, nasty]
    assert not st.places_of_password(os.getpid(), tmp_path)


def test_an_account_that_the_console_refuses_is_told_in_the_window(tmp_path):
    with stage(tmp_path, VMS, console_accounts=(Account(USER, "another"),)) as (live, _, window):
        web = st.vm_id(live, WEB)
        window.sign_in(len(VMS))
        window.connect(web, "connect-basic", trust=True)
        window.until_says("did not accept the account")
        ends = [each.end for each in live.console_connections]
        assert ConsoleEnd.LOGON_REFUSED in ends
        assert not window.ask("look")["sessions"]
        assert not st.places_of_password(window.pid, tmp_path)


def test_a_client_that_exits_at_once_is_told_and_the_next_rung_is_offered(tmp_path):
    """Our xfreerdp tells the real one's version, says why it fails, and ends."""
    programs, home = tmp_path / "bin", tmp_path / "home"
    programs.mkdir()
    fake, real = programs / "xfreerdp", shutil.which("xfreerdp")
    fake.write_text(
        f'#!/bin/sh\ncase "$1" in /version) exec {real} /version;; esac\n'
        "echo 'error while loading shared libraries: libx.so'\nexit 127\n"
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    with stage(home, VMS, path=path) as (live, _, window):
        web = st.vm_id(live, WEB)
        window.sign_in(len(VMS))
        window.connect(web, "connect-enhanced", trust=True)
        told = window.until_dialog("confirmDialog", "ended as soon as it was started")
        assert "error while loading shared libraries: libx.so" in told
        assert not window.ask("look")["sessions"]
        before = len(live.console_connections)
        window.ask("press", "confirmDialog", "confirmAct")
        window.until_says("ended as soon as it was started", "Basic")
        assert len(live.console_connections) >= before


@needs_desktop
def test_another_client_is_chosen_in_the_window_and_gets_one_connection_of_the_adapter(tmp_path):
    """A client that knows neither blob nor password: xfreerdp, called by Remmina's name."""
    programs, home = tmp_path / "bin", tmp_path / "home"
    programs.mkdir()
    other, real = programs / "remmina", shutil.which("xfreerdp")
    other.write_text(
        f'#!/bin/sh\necho "$2" >> {tmp_path}/seen\ncat "$2" >> {tmp_path}/seen\n'
        f'printf "\\n" | {real} "$2" /cert:ignore /sec:tls -clipboard /from-stdin\n'
    )
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    with stage(home, VMS, path=path) as (live, screen, window):
        web = st.vm_id(live, WEB)
        window.sign_in(len(VMS))
        window.ask("trigger", "session-clients")
        window.until_dialog("sessionClientsDialog", "consoles only through the adapter")
        window.ask("choose", "sessionClientsDialog", "clientUse", "remmina")
        window.ask("mark", "sessionClientsDialog", "adapter-remmina", True)
        window.ask("press", "sessionClientsDialog", "clientsSave")
        wait_for(lambda: 'use = "remmina"' in st.kept(home), "the choice is kept")
        wait_for(lambda: 'adapter = ["remmina"]' in st.kept(home), "the switch is kept")
        assert not st.listening(window.pid)

        window.connect(web, "connect-enhanced", trust=True)
        found = st.in_session(live, web)
        assert (found.is_enhanced, found.user) == (True, USER)
        shown(screen, live, web)
        assert not st.listening(window.pid)
        assert [line[0] for line in st.clients_of(window.pid).values()] == [real]
        lines = (tmp_path / "seen").read_text(encoding="utf-8").splitlines()
        said = dict(line.rsplit(":", 1) for line in lines[1:] if ":" in line)
        assert said["full address:s"] == "127.0.0.1"
        assert (len(said["username:s"]), said["server port:i"] != "") == (9, True)
        assert "pcb:s" not in said
        with pytest.raises(ConnectionRefusedError), st.dialled(int(said["server port:i"])):
            pass
        assert not st.places_of_password(window.pid, tmp_path)
        window.ask("end", web)
        window.until(lambda seen: not seen["sessions"], "it ended")
        wait_for(lambda: found.end is ConsoleEnd.CLOSED, "the host sees it end")


def test_what_changed_on_the_host_meanwhile_is_told_in_the_window(tmp_path):
    with stage(tmp_path, VMS) as (live, _, window):
        machine = live.repository.machine
        web, nasty = st.vm_id(live, WEB), st.vm_id(live, NASTY)
        window.sign_in(len(VMS))

        live.close_console()
        window.connect(web, "connect-basic")
        window.until_says("Basic session", "The host's console port does not answer.")
        window.ask("hush")

        live.open_console()
        window.connect(web, "connect-basic", trust=True)
        st.in_session(live, web) if VirtualDesktop.is_possible() else None
        window.ask("end", web)
        window.until(lambda seen: not seen["sessions"], "it ended")

        live.close_console()
        live.open_console(renew=True)
        count = len(live.console_connections)
        window.connect(web, "connect-basic")
        window.until_dialog("certificateChangedDialog")
        window.ask("dismiss", "certificateChangedDialog")
        signed_in = [each.user for each in live.console_connections[count:] if each.user]
        assert not signed_in
        assert not window.ask("look")["sessions"]

        live.call(lambda: setattr(machine.vms[nasty], "power", Power.OFF))
        window.connect(nasty, "connect-basic")
        window.until_says("closed the connection when it heard which machine")
        window.ask("hush")

        live.call(lambda: machine.remove(web))
        window.connect(web, "connect-basic")
        window.until_says("closed the connection when it heard which machine")
