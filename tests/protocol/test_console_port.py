"""The simulated console port, talked to by a client that nobody here wrote: the real xfreerdp."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import threading
import time

import pytest

from console.simulator.accounts import Account, AccountBook
from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.record import ConsoleEnd, Reached
from console.simulator.console.server import ConsoleServer
from console.simulator.tls import TlsIdentity

VM = "C824F53E-95D2-46C6-9A18-23A5BB403532"
PASSWORD = "pw-console-77"

needs_client = pytest.mark.skipif(
    not (shutil.which("xfreerdp") and shutil.which("Xvfb")),
    reason="xfreerdp or Xvfb is not installed (packages freerdp2-x11, xvfb)",
)
needs_desktop = pytest.mark.skipif(
    not VirtualDesktop.is_possible(),
    reason="no shadow server (packages freerdp2-shadow-x11, xvfb)",
)


def judge(vm, is_enhanced, account):
    if vm != VM:
        return ConsoleEnd.UNKNOWN_VM
    if account is not None and not account.is_hyperv_admin:
        return ConsoleEnd.NO_RIGHT
    return None


@contextlib.contextmanager
def console_port(desktop=None):
    """Run a console port in a thread of its own."""
    book = AccountBook(
        (Account("sim", PASSWORD), Account("guest", PASSWORD, is_hyperv_admin=False))
    )
    server = ConsoleServer(
        book, TlsIdentity.self_signed(), judge, lambda _vm: contextlib.nullcontext(desktop)
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="console-port")
    thread.start()

    def run(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    try:
        yield server, run(server.start("127.0.0.1", 0))
    finally:
        run(server.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        book.close()


@contextlib.contextmanager
def screen():
    """A virtual screen for the client."""
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1100x850x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL,
        pass_fds=(writer,),
    ) as process:
        os.close(writer)
        with os.fdopen(reader) as told:
            display = f":{told.readline().strip()}"
        try:
            yield display
        finally:
            process.terminate()


def client(display, port, blob, user="sim"):
    return subprocess.Popen(
        [
            "xfreerdp", "/v:127.0.0.1", f"/port:{port}", f"/u:{user}", "/cert:ignore",
            f"/vmconnect:{blob}", "-clipboard", "-credentials-delegation", "/from-stdin",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DISPLAY": display},
    )  # fmt: skip


def talk(port, blob, password=PASSWORD, user="sim"):
    """Let xfreerdp connect, and wait for its end."""
    with screen() as display, client(display, port, blob, user) as process:
        process.communicate(f"{password}\n".encode(), timeout=30)
        return process.returncode


def until(is_so, limit=20.0):
    end = time.monotonic() + limit
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@needs_client
@pytest.mark.parametrize(
    ("blob", "is_enhanced"),
    [(VM, False), (f"{VM};EnhancedMode=1", True)],
    ids=["basic", "enhanced"],
)
def test_a_real_client_signs_in_and_is_told_that_there_is_no_desktop(blob, is_enhanced):
    with console_port() as (server, port):
        talk(port, blob)
        found = server.connections[0]
    assert (found.blob, found.vm, found.is_enhanced) == (blob, VM, is_enhanced)
    assert (found.user, found.cookie) == ("sim", "sim")
    assert (found.reached, found.end) == (Reached.SIGNED_IN, ConsoleEnd.NO_DESKTOP)


@needs_client
def test_a_wrong_password_is_refused():
    with console_port() as (server, port):
        assert talk(port, VM, "wrong") == 134
        assert server.connections[0].end is ConsoleEnd.LOGON_REFUSED
        assert server.connections[0].user == ""


@needs_client
def test_an_account_without_the_right_is_sent_away_after_the_sign_in():
    with console_port() as (server, port):
        talk(port, VM, user="guest")
        found = server.connections[0]
    assert (found.user, found.end) == ("guest", ConsoleEnd.NO_RIGHT)


@needs_client
def test_a_vm_that_is_not_there_ends_the_connection_at_once():
    with console_port() as (server, port):
        assert talk(port, VM.replace("C", "D")) == 143
        assert server.connections[0].end is ConsoleEnd.UNKNOWN_VM
        assert server.connections[0].reached is Reached.PRECONNECTION


@needs_client
@needs_desktop
def test_a_real_client_sees_a_real_desktop():
    virtual = VirtualDesktop()
    desktop = virtual.start()
    try:
        assert desktop is not None
        with (
            console_port(desktop) as (server, port),
            screen() as display,
            client(display, port, f"{VM};EnhancedMode=1") as process,
        ):
            process.stdin.write(f"{PASSWORD}\n".encode())
            process.stdin.close()
            until(lambda: server.connections and server.connections[0].reached is Reached.SESSION)
            time.sleep(1.0)  # a session that is refused ends within this time
            assert process.poll() is None
            process.terminate()
            process.wait(20)
    finally:
        virtual.close()


def test_something_else_on_the_port_is_sent_away():
    async def greet(port, data):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(data)
        answer = await reader.read()
        writer.close()
        return answer

    with console_port() as (server, port):
        assert asyncio.run(greet(port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc")) == b""
        assert server.connections[0].end is ConsoleEnd.NO_PRECONNECTION
