"""The whole program, living: real window, fleet, desk and files, and simulated hosts over HTTP."""

import asyncio
import contextlib
import functools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from console.app import desk as desk_module
from console.app import window as window_module
from console.app.window import Options, Program
from console.fleet.fleet import Fleet
from console.model.connection import Endpoint, Timeouts
from console.model.identity import HostId, VmKey
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, PollPace, Preferences
from console.settings.vault import KeyringVault, account_name
from console.simulator.accounts import Account
from console.simulator.behaviour.integration_service import BY_WORD
from console.simulator.descriptions import HostDescription
from console.simulator.faults import AnyFault, Scope
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.connect import connect
from console.transport.sign_in_guard import SignInGuard
from console.ui.models.fleet_tree import LABEL_ROLE, NOTE_ROLE
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.marks import mark_state
from console.ui.widgets.toggle_switch import ToggleSwitch
from console.ui.widgets.vm_table_view import VmTableView
from tests.ui.waiting import run_async, until

USER = "sim"
PASSWORD = "pw-of-this-test"
WITHIN_S = 60.0
FAST = PollPace(states_s=1.0, services_s=2.0, inventory_s=30.0)
SHORT = Timeouts(connect=1.0, operation=0.5, margin=0.5)
"""Patience of a connection, for hosts that never answer."""


def hosting(*vms, name="HV01", **options):
    """Describe a host."""
    return HostDescription(name, vms=vms, **options)


class MemoryKeyring:
    """A keyring as the system has one, in memory."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Soonest(random.Random):
    """Draws the shortest wait, so that a host that is back is found soon."""

    def uniform(self, a, b):
        return min(a, b)


class Pulse(QObject):
    """Ticks in the window's thread, and knows the longest time that it could not."""

    def __init__(self):
        super().__init__()
        self.ticks = 0
        self.longest_s = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def begin(self):
        """Measure from now on."""
        self.ticks, self.longest_s, self._last = 0, 0.0, time.monotonic()

    def stop(self):
        """End."""
        self._timer.stop()

    def _tick(self):
        now = time.monotonic()
        self.longest_s = max(self.longest_s, now - self._last)
        self.ticks += 1
        self._last = now


@dataclass(frozen=True)
class Setting:
    """How a program is set up for a test.

    Attributes:
        hosts: Simulated hosts.
        known: Whether the program knows them from its last run, passwords and all.
        account: Differences of the simulated account.
        timeouts: Instead of the program's own.
        configs: Further configured hosts.
        kept_password: What the keyring holds for all of them.
        faults: What every simulated host does wrong from the beginning.
        slow_keyring: Called in place of the keyring's answer.
        tls: The certificate of all simulated hosts; ``None``: they speak plain HTTP.
        prepare: Called with the site before the program starts.
    """

    hosts: tuple[HostDescription, ...] = ()
    known: bool = True
    account: tuple[tuple[str, object], ...] = ()
    timeouts: Timeouts | None = None
    configs: tuple[HostConfig, ...] = ()
    kept_password: str = PASSWORD
    faults: tuple[AnyFault, ...] = ()
    slow_keyring: Callable[[str, str], str | None] | None = None
    tls: TlsIdentity | None = None
    prepare: Callable[["Site"], None] | None = None


class Site:
    """Everything a test looks at and touches."""

    def __init__(self, home, live, *, tls=False):
        self.tls = tls
        self.places = find_places({"HVCONSOLE_HOME": str(home)})
        self.home = home
        self.live = live
        self.keyring = MemoryKeyring()
        self.program = None
        self.ended = None
        self.pulse = None

    # -- hosts

    def config(self, name, **changes):
        """Return how a simulated host is configured."""
        endpoint = Endpoint("127.0.0.1", self.live[name].port, self.tls)
        return replace(HostConfig(HostId(name.lower()), name, endpoint, USER), **changes)

    def know(self, config, password=PASSWORD):
        """Configure a host as if by an earlier run."""
        HostBook(self.places.hosts_file).put(config)
        self.keyring.kept["hvconsole", account_name(config)] = password

    def machine_vm(self, vm, host="HV01"):
        """Return a VM of the simulated host: the truth."""
        return self.live[host].repository.machine.vm(vm)

    def truth(self, vm, service, host="HV01"):
        """Tell whether the host has a service switched on."""
        live = self.live[host]
        return live.call(lambda: self.machine_vm(vm, host).settings.is_on(BY_WORD[service]))

    def calls_of(self, method, host="HV01"):
        """Return the calls of a method that a host has answered."""
        return [each for each in self.live[host].log.messages if each.method == method]

    # -- the program

    @property
    def window(self):
        return self.program.window

    @property
    def fleet(self):
        return self.program.fleet

    def snapshot(self, name="HV01"):
        return next((h for h in self.fleet.store.hosts.values() if h.label == name), None)

    def key(self, vm, host="HV01"):
        snapshot = self.snapshot(host)
        return VmKey(snapshot.id, next(each.id for each in snapshot.vms if each.name == vm))

    async def filled(self, vms, *hosts):
        """Wait until hosts are read in full and the table shows so many VMs."""
        names = hosts or tuple(self.live)
        await until(lambda: all(self._is_filled(name) for name in names), WITHIN_S)
        await until(lambda: self.vms.rowCount() == vms, WITHIN_S)
        await until(lambda: all(self._is_shown(name) for name in names), WITHIN_S)

    def _is_filled(self, name):
        host = self.snapshot(name)
        return (
            host is not None
            and host.is_current
            and host.facts
            and all(v.services for v in host.vms)
        )

    def _is_shown(self, name):
        rows = (self.row(vm.name, name) for vm in self.snapshot(name).vms)
        return all(row is not None and row.vm.services for row in rows)

    # -- what the window shows

    @property
    def table(self):
        return self.window.findChild(VmTableView, "vmTable")

    @property
    def vms(self):
        return self.table.model()

    @property
    def tree(self):
        return self.window.findChild(FleetTreeView, "fleetTree")

    def row(self, vm, host="HV01"):
        """Return a row of the table, shown or not, by names."""
        snapshot = self.snapshot(host)
        found = next((each for each in snapshot.vms if each.name == vm), None)
        return None if found is None else self.vms.row_of(VmKey(snapshot.id, found.id))

    def cell(self, vm, column, role=Qt.ItemDataRole.DisplayRole, host="HV01"):
        """Return what a cell of the table shows."""
        place = self.vms.place_of(self.key(vm, host))
        return self.vms.index(place, self.vms.column_of(column)).data(role)

    def mark(self, vm, kind, host="HV01"):
        """Return what the mark of a service in the table says."""
        return mark_state(self.row(vm, host), kind)

    def node(self, host=None, role=LABEL_ROLE):
        """Return what the tree shows of a host; of all hosts without a name."""
        node = ALL_HOSTS if host is None else NodeId(NodeKind.HOST, self.snapshot(host).id)
        return self.tree.model().index_of(node).data(role)

    def note(self, host=None):
        """Return what stands beside a host's name in the tree."""
        return self.node(host, NOTE_ROLE)

    def tooltip(self, host):
        """Return the tree's tooltip of a host."""
        return self.node(host, Qt.ItemDataRole.ToolTipRole)

    def switch(self, kind):
        """Return the panel's switch of a service."""
        return self.window.findChild(ToggleSwitch, f"{kind.value}Switch")

    def says(self, name, below=None):
        """Return what a label says; empty while it is hidden."""
        label = (below or self.window).findChild(QLabel, name)
        return label.text() if label.isVisible() else ""

    def find(self, kind, name):
        """Return a widget by its name."""
        return self.window.findChild(kind, name)

    def dialog(self, name):
        """Return an open dialog."""
        found = self.window.findChildren(QDialog, name)
        return next((each for each in found if each.isVisible()), None)

    # -- what a person does

    def select(self, *vms, host="HV01"):
        keys = [self.key(vm, host) for vm in vms]
        self.table.select_keys(keys, keys[-1])

    def select_host(self, name):
        node = NodeId(NodeKind.HOST, self.snapshot(name).id)
        assert self.tree.model().index_of(node).isValid(), "not in the tree yet"
        self.tree.select(node)

    def action(self, name):
        return self.window.findChild(QAction, name)

    async def opened(self, name):
        """Wait for a dialog and return it."""
        await until(lambda: self.dialog(name))
        return self.dialog(name)

    async def closed(self, name):
        """Wait until a dialog is gone."""
        await until(lambda: not self.dialog(name))


def fill_in(dialog, **fields):
    """Type into the lines of a dialog."""
    for name, text in fields.items():
        field = dialog.findChild(QWidget, name)
        if isinstance(field, QLineEdit):
            field.setText(text)
        else:
            field.setValue(text)


def run_program(qapp, home, story, setting):
    """Run the program among simulated hosts, tell the story, close the window, end everything."""
    with contextlib.ExitStack() as stack:
        live = {host.name: _simulate(stack, host, setting) for host in setting.hosts}
        site = Site(home, live, tls=setting.tls is not None)
        PreferencesFile(site.places.preferences_file).save(Preferences(pace=FAST))
        for name in live if setting.known else ():
            site.know(site.config(name), setting.kept_password)
        for config in setting.configs:
            site.know(config, setting.kept_password)
        if setting.prepare is not None:
            setting.prepare(site)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        _put_doubles(patch, site, setting)
        run_async(qapp, _live(qapp, site, story))


def _simulate(stack, host, setting):
    account = Account(USER, PASSWORD, **dict(setting.account))
    settings = HostSettings(host.name, (account,), tls=setting.tls)
    simulated = SimulatedHost(build(host), settings)
    for fault in setting.faults:
        simulated.plan.add(fault, Scope(handshake=True))
    return stack.enter_context(running([simulated]))[0]


def _put_doubles(patch, site, setting):
    def connect_so(endpoint, credential, timeouts, **shared):
        return connect(endpoint, credential, setting.timeouts or timeouts, **shared)

    if setting.slow_keyring is not None:
        site.keyring.get_password = setting.slow_keyring
    patch.setattr(window_module, "KeyringVault", lambda: KeyringVault(site.keyring))
    patch.setattr(window_module, "Fleet", functools.partial(Fleet, rng=Soonest()))
    patch.setattr(window_module, "connect", connect_so)
    # A slow machine must not look like a host that hangs.
    patch.setattr(window_module, "SignInGuard", functools.partial(SignInGuard, wait_s=30.0))
    patch.setattr(desk_module, "connect", connect_so)


async def _live(qapp, site, story):
    site.program = Program(qapp, site.places, Options(language="en"))
    site.ended = asyncio.get_running_loop().create_task(site.program.live())
    await until(lambda: getattr(site.program, "window", None) and site.window.isVisible())
    site.pulse = Pulse()
    try:
        await story(site)
    finally:
        site.pulse.stop()
        if not site.ended.done():
            site.window.closing.emit()
        await asyncio.wait_for(site.ended, 5.0)
        site.program.language.leave()  # the application lives on, for other tests
