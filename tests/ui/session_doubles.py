"""Sessions that are only noted, and a fleet that answers what is asked of a console."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from console.fleet.operation import OperationPhase, OperationRecord
from console.model.console import ConsoleAccess, ConsoleFacts, EnhancedTransport
from console.model.guest import GuestData
from console.rdp.certificate import CertificateSeen
from console.rdp.client import ClientKind, RdpClient
from console.rdp.install import install_hint
from console.rdp.outcome import EndReason, SessionEnd
from console.rdp.terminal import Terminal
from console.settings.session_schema import SessionChoices, VmChoice
from console.ui.sessions.ports import LocalTools, OpenSession, SessionId
from tests.ui.samples import FakeFleet, sample_record

SEEN = CertificateSeen(
    "5f1c" * 16,
    "CN=hv01",
    "CN=hv01",
    ("hv01.lab.example",),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2036, 1, 1, tzinfo=UTC),
)
FREERDP = RdpClient(ClientKind.FREERDP3, ("xfreerdp3",), "xfreerdp3", (3, 5, 1))
TOOLS = LocalTools((FREERDP,), Terminal(("xterm", "-e"), "ssh"), install_hint("linux", "ID=debian"))


class FakeBooks:
    """Choices and pins in memory."""

    def __init__(self) -> None:
        self.choices = SessionChoices()
        self.pins: dict = {}
        self.calls: list[tuple] = []

    async def load(self):
        return self.choices

    async def pin_of(self, host):
        return self.pins.get(host, "")

    async def trust(self, host, sha256, label):
        self.pins[host] = sha256

    async def forget_trust(self, host):
        self.pins.pop(host, None)

    async def put_mode(self, key, mode, name):
        self.choices = replace(self.choices, vms={key: VmChoice(chosen_mode=mode)})

    async def put_vm(self, key, options, *, folder="", name=""):
        self.calls.append(("vm", key, options, folder, name))

    async def put_folder(self, folder, options):
        self.calls.append(("folder", folder, options))

    async def put_default(self, options):
        self.calls.append(("default", options))

    async def put_client(self, word, *, adapter=None):
        await asyncio.sleep(0)  # as a file does: what was on the screen is gone afterwards
        self.calls.append(("client", word, adapter))

    async def put_adapter(self, word, *, on):
        self.calls.append(("adapter", word, on))

    async def export(self, path, request):
        self.calls.append(("export", path, request))


class FakeSessions:
    """Opens nothing; every session stays until ``finish`` says how it ended."""

    def __init__(self, tools: LocalTools = TOOLS) -> None:
        self.books = FakeBooks()
        self.tools: LocalTools | None = tools
        self.open_sessions: tuple[OpenSession, ...] = ()
        self.failures: dict = {}
        self.orders: list = []
        self.passwords: list[str] = []
        self.ended: list[SessionId] = []
        self.port_open = True
        self.seen = SEEN
        self.error: Exception | None = None
        self.shows_front = False
        self._ends: list[asyncio.Future] = []
        self._callbacks: list = []

    def subscribe(self, callback):
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    async def discover(self, *, again=False):
        return self.tools

    async def is_port_open(self, address, port):
        return self.port_open

    async def certificate(self, address, port, vm):
        if self.error is not None:
            raise self.error
        return self.seen

    async def open(self, order, guest_password=""):
        self.orders.append(order)
        self.passwords.append(guest_password)
        number = SessionId(len(self.orders))
        session = OpenSession(
            number, order.key, order.vm_name, order.host_label, order.request.mode, "fake",
            datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        )  # fmt: skip
        end = asyncio.get_running_loop().create_future()
        self._ends.append(end)
        self.open_sessions = (*self.open_sessions, session)
        self.tell()
        try:
            return await end
        finally:
            self.open_sessions = tuple(s for s in self.open_sessions if s != session)
            self.tell()

    def end(self, session):
        self.ended.append(session)
        self.finish(SessionEnd(EndReason.CANCELLED, -15))

    async def bring_to_front(self, session):
        return self.shows_front

    def finish(self, end: SessionEnd) -> None:
        self._ends[-1].set_result(end)

    def tell(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


class ConsoleFleet(FakeFleet):
    """Answers about consoles, and carries orders out at once."""

    def __init__(self, hosts=()) -> None:
        super().__init__(hosts)
        self.facts = ConsoleFacts(2179, SEEN.sha256)
        self.transport = EnhancedTransport.VMBUS
        self.access: tuple[ConsoleAccess, ...] = ()
        self.guest = GuestData()
        self.phase = OperationPhase.SUCCEEDED
        self.failure = None

    def read_console_facts(self):
        return self.facts

    def read_transport(self, vm):
        return self.transport

    def read_access(self, vm):
        return self.access

    def read_guest_data(self, vm):
        return self.guest

    async def ask(self, host, read):
        return read(self)

    def order(self, vm, subject) -> OperationRecord:
        self.calls.append(("order", vm, subject))
        record = sample_record(92, key=vm, host=vm.host, subject=subject, phase=self.phase)
        self.operations.put(record)
        return record

    def order_host(self, host, subject) -> OperationRecord:
        self.calls.append(("order_host", host, subject))
        return sample_record(93, key=None, host=host, subject=subject)

    def change_power(self, vm, action, *, force=False) -> OperationRecord:
        record = super().change_power(vm, action)
        return replace(record, phase=self.phase, error=self.failure)
