"""The guest tab's presenter: when it reads, what it drops, and what becomes of answers."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from console.fleet.operation import (
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    OperationPhase,
    PowerChange,
)
from console.fleet.tasks import Spawner
from console.model.errors import NotPossible
from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.host import LinkState
from console.model.identity import VmKey
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.model.vm import VmState
from console.ui.guest_questions import GuestQuestions
from console.ui.panels.guest_tab import GuestTab
from console.ui.presenters.guest import READ_EVERY_S, GuestPresenter
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from tests.ui.samples import FakeFleet, sample_hosts, sample_record
from tests.ui.waiting import run_async, until

HOST = sample_hosts()[0]
KEY, OTHER = (VmKey(HOST.id, HOST.vms[n].id) for n in (1, 2))
OWNER = GuestItem("Owner", "me", ItemSource.HOST)
NETWORK = GuestNetwork(
    f"Microsoft:GuestNetwork\\{KEY.vm}\\{KEY.vm}", "LAN", AddressFamily.IPV4, False,
    ("192.0.2.1",), ("255.255.255.0",),
)  # fmt: skip


class GuestFleet(FakeFleet):
    """Answers readings when the test lets it."""

    def __init__(self):
        super().__init__((HOST,))
        self.reads = []
        self.orders = []
        self.data = GuestData((OWNER,), has_contact=True)
        self.error = None
        self.gates = {}

    def read_guest_data(self, vm):
        self.reads.append(vm)
        if self.error is not None:
            raise self.error
        named = GuestItem("FullyQualifiedDomainName", f"of {vm[:8]}", ItemSource.INTRINSIC)
        return replace(self.data, items=(*self.data.items, named))

    def read_networks(self, vm):
        return (NETWORK,)

    async def ask(self, host, read):
        assert host == HOST.id
        answer = read(self)
        if gate := self.gates.get(self.reads[-1]):
            await gate.wait()
        return answer

    def order(self, key, subject):
        self.orders.append((key, subject))
        return sample_record(50, key=key, subject=subject)


class FakeClock:
    def __init__(self):
        self.time = 1_000.0

    def monotonic(self):
        return self.time


class Scene:
    """The presenter and all around it."""

    def __init__(self):
        self.fleet = GuestFleet()
        self.clock = FakeClock()
        self.tasks = Spawner()
        self.told = []
        self.window = QWidget()
        self.tab = GuestTab(Theme("light"), self.window)
        runner = CommandRunner(self.window, Theme("light"), self.tasks.spawn, self.told.append)
        self.questions = GuestQuestions(self.fleet, runner)
        self.presenter = GuestPresenter(
            self.fleet, runner, self.questions, self.tab, self.clock, parent=self.window
        )

    def text(self, name):
        label = self.tab.findChild(QLabel, name)
        return label.text() if label.isVisibleTo(self.tab) else ""

    async def settled(self):
        await until(lambda: not self.tasks.running)

    async def dialog(self):
        await until(lambda: self.window.findChildren(QDialog))
        return self.window.findChildren(QDialog)[0]

    def close(self):
        self.presenter.close()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def play(qapp):
    """Run a test's coroutine with a scene."""

    def play(part):
        async def main():
            scene = Scene()
            try:
                await part(scene)
                assert scene.told == []
            finally:
                scene.close()
                await scene.tasks.close(1)

        run_async(qapp, main())

    return play


async def _shown(scene):
    scene.window.show()
    scene.presenter.show_vm(KEY)
    await scene.settled()


def test_reads_only_while_it_can_be_seen(play):
    async def part(scene):
        scene.presenter.show_vm(KEY)
        await scene.settled()
        assert scene.fleet.reads == []
        scene.window.show()
        await scene.settled()
        assert scene.fleet.reads == [KEY.vm]
        assert scene.text("guestComputerValue") == f"of {KEY.vm[:8]}"
        assert scene.text("guestAge") == "Read just now"
        assert scene.text("adapterName0") == "LAN"
        scene.window.hide()
        scene.clock.time += 100
        scene.presenter.tick()
        scene.presenter.refresh()
        await scene.settled()
        assert scene.fleet.reads == [KEY.vm]

    play(part)


def test_reads_again_every_thirty_seconds_and_tells_the_age(play):
    async def part(scene):
        await _shown(scene)
        scene.clock.time += READ_EVERY_S - 1
        scene.presenter.tick()
        await scene.settled()
        assert len(scene.fleet.reads) == 1
        assert scene.text("guestAge") == "Read 29 s ago"
        scene.clock.time += 1
        scene.presenter.tick()
        await scene.settled()
        assert len(scene.fleet.reads) == 2
        assert scene.text("guestAge") == "Read just now"

    play(part)


def test_a_late_answer_for_another_vm_is_dropped(play):
    async def part(scene):
        late = scene.fleet.gates[KEY.vm] = asyncio.Event()
        scene.window.show()
        scene.presenter.show_vm(KEY)
        await until(lambda: scene.fleet.reads == [KEY.vm])
        scene.presenter.show_vm(OTHER)
        await until(lambda: scene.text("guestComputerValue") == f"of {OTHER.vm[:8]}")
        late.set()
        await scene.settled()
        assert scene.text("guestComputerValue") == f"of {OTHER.vm[:8]}"

    play(part)


def test_a_late_error_of_another_vm_is_dropped(play):
    async def part(scene):
        late = asyncio.Event()

        async def ask(host, read, old=scene.fleet.ask):
            if not late.is_set():
                await late.wait()
                raise NotPossible("host_not_connected", "hv01")
            return await old(host, read)

        scene.fleet.ask = ask
        scene.window.show()
        scene.presenter.show_vm(KEY)
        await asyncio.sleep(0)
        scene.presenter.show_vm(None)
        late.set()
        await scene.settled()
        assert scene.text("guestProblemText") == ""

    play(part)


def test_what_asks_while_a_reading_runs_has_one_more(play):
    async def part(scene):
        gate = scene.fleet.gates[KEY.vm] = asyncio.Event()
        scene.window.show()
        scene.presenter.show_vm(KEY)
        await until(lambda: scene.fleet.reads)
        for _ in range(5):
            scene.presenter.refresh()
        assert len(scene.fleet.reads) == 1
        gate.set()
        await scene.settled()
        assert len(scene.fleet.reads) == 2

    play(part)


def test_an_error_stands_in_the_tab_and_a_retry_clears_it(play):
    async def part(scene):
        await _shown(scene)
        scene.fleet.error = NotPossible("host_not_connected", "hv01")
        scene.tab.refresh_requested.emit()
        await scene.settled()
        assert scene.text("guestProblemText") != ""
        assert scene.text("guestComputerValue") == f"of {KEY.vm[:8]}"
        scene.fleet.error = None
        scene.tab.refresh_requested.emit()
        await scene.settled()
        assert scene.text("guestProblemText") == ""

    play(part)


@pytest.mark.parametrize(
    ("subject", "key", "phase", "reads"),
    [
        (GuestItemChange(ItemEdit.ADD, OWNER), KEY, OperationPhase.SUCCEEDED, 2),
        (NetworkChange(NETWORK), KEY, OperationPhase.FAILED, 2),
        (GuestItemChange(ItemEdit.ADD, OWNER), KEY, OperationPhase.RUNNING, 1),
        (GuestItemChange(ItemEdit.ADD, OWNER), OTHER, OperationPhase.SUCCEEDED, 1),
        (PowerChange(PowerAction.START), KEY, OperationPhase.SUCCEEDED, 1),
    ],
)
def test_reads_again_when_a_change_has_ended(play, subject, key, phase, reads):
    async def part(scene):
        await _shown(scene)
        scene.fleet.operations.put(sample_record(7, key=key, subject=subject, phase=phase))
        await scene.settled()
        assert len(scene.fleet.reads) == reads

    play(part)


def test_reads_again_when_the_vm_stopped_and_not_for_its_load(play):
    async def part(scene):
        await _shown(scene)
        vms = list(HOST.vms)
        vms[1] = replace(vms[1], cpu_percent=99)
        scene.fleet.store.put(replace(HOST, vms=tuple(vms)))
        scene.fleet.store.flush()
        await scene.settled()
        assert len(scene.fleet.reads) == 1
        vms[1] = replace(vms[1], state=VmState.OFF)
        scene.fleet.data = GuestData((OWNER,))
        scene.fleet.store.put(replace(HOST, vms=tuple(vms)))
        scene.fleet.store.flush()
        await scene.settled()
        assert len(scene.fleet.reads) == 2
        assert "is off" in scene.text("guestStateText")

    play(part)


def test_nothing_can_be_changed_while_the_host_is_away(play):
    async def part(scene):
        await _shown(scene)
        button = scene.tab.findChild(QWidget, "itemAdd")
        assert button.isEnabled()
        scene.fleet.store.put(replace(HOST, link=LinkState.STALE))
        scene.fleet.store.flush()
        assert not button.isEnabled()

    play(part)


def test_a_removal_is_ordered_at_once(play):
    async def part(scene):
        await _shown(scene)
        change = GuestItemChange(ItemEdit.REMOVE, OWNER)
        scene.tab.change_requested.emit(change)
        assert scene.fleet.orders == [(KEY, change)]

    play(part)


def _enter(**fields):
    def enter(dialog):
        for name, text in fields.items():
            dialog.findChild(QLineEdit, name).setText(text)

    return enter


def _preview(dialog):
    _enter(address1="192.0.2.9")(dialog)


CHANGED = replace(NETWORK, addresses=("192.0.2.9",))


@pytest.mark.parametrize(
    ("ask", "fill", "subject"),
    [
        (
            lambda scene: scene.tab.item_requested.emit(None),
            _enter(itemName="Rack"),
            GuestItemChange(ItemEdit.ADD, GuestItem("Rack", "", ItemSource.HOST)),
        ),
        (
            lambda scene: scene.tab.network_requested.emit(NETWORK),
            _preview,
            NetworkChange(CHANGED, NETWORK),
        ),
        (
            lambda scene: scene.tab.copy_file_requested.emit(),
            _enter(copy_source="D:\\a.txt"),
            FileCopy("D:\\a.txt", "C:\\Temp\\a.txt"),
        ),
        (
            lambda scene: scene.questions.shutdown(KEY, PowerAction.RESTART),
            _enter(shutdownReason=" patches "),
            PowerChange(PowerAction.RESTART, False, "patches"),
        ),
    ],
)
@pytest.mark.parametrize("is_accepted", [True, False])
def test_what_a_dialog_answers_is_ordered(play, ask, fill, subject, is_accepted):
    async def part(scene):
        await _shown(scene)
        ask(scene)
        dialog = await scene.dialog()
        scene.presenter.show_vm(OTHER)  # the dialog stays with its VM
        fill(dialog)
        (dialog.accept if is_accepted else dialog.reject)()
        await scene.settled()
        assert scene.fleet.orders == ([(KEY, subject)] if is_accepted else [])

    play(part)


def test_the_shared_folder_is_remembered_for_a_host(play):
    async def part(scene):
        await _shown(scene)
        scene.questions.copy(KEY, "/home/me/a.txt")
        dialog = await scene.dialog()
        _enter(copy_here="/mnt/x", copy_on_host="\\\\filer\\x")(dialog)
        dialog.accept()
        await scene.settled()
        subject = scene.fleet.orders[0][1]
        assert (subject.source, subject.staging) == ("\\\\filer\\x\\a.txt", "/mnt/x/a.txt")
        await until(lambda: not scene.window.findChildren(QDialog))
        scene.questions.copy(KEY)
        dialog = await scene.dialog()
        assert dialog.findChild(QLineEdit, "copy_here").text() == "/mnt/x"
        dialog.reject()
        await scene.settled()

    play(part)


def test_after_its_end_nothing_is_read(play):
    async def part(scene):
        await _shown(scene)
        scene.presenter.close()
        change = sample_record(7, key=KEY, subject=GuestItemChange(ItemEdit.ADD, OWNER))
        scene.fleet.operations.put(change)
        scene.presenter.tick()
        await scene.settled()
        assert len(scene.fleet.reads) == 1

    play(part)


def test_an_item_of_the_guest_is_shown_in_full_and_visible(play):
    async def part(scene):
        await _shown(scene)
        flood = "a\nb\u202ec" + "x" * 5_000
        scene.tab.details_requested.emit(GuestItem("Log", flood, ItemSource.GUEST))
        dialog = await scene.dialog()
        assert dialog.objectName() == "textDetailsDialog"
        await until(dialog.isVisible)
        text = dialog.findChild(QPlainTextEdit, "detailsText").toPlainText()
        assert text == "a\nb⟨202E⟩c" + "x" * 5_000
        assert dialog.findChild(QLabel, "detailsTitle").text() == "Log"
        dialog.reject()
        await scene.settled()
        assert scene.fleet.orders == []

    play(part)
