"""The whole program in a process of its own, with a password that must not be seen anywhere.

Usage: secret_child.py HOME; the password comes as the first line of standard input, a wrong one as
the second. Everything that may hold a secret by mistake is done: hosts added by the dialog, a wrong
password, services, a plan, guest items, a session's client, the doctor, an uncaught exception with
the password in a local variable. What errors say of themselves is printed.
"""

import asyncio
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QPushButton

from console.app.logs import start_logging
from console.app.window import make_application
from console.fleet.operation import GuestItemChange, ItemEdit, ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.model.guest import GuestItem, ItemSource
from console.model.host import LinkState
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.session import SessionMode
from console.rdp.client import ClientKind, RdpClient
from console.rdp.session import SessionRequest
from console.simulator.descriptions import VmDescription
from console.ui.sessions.ports import SessionOrder
from console.ui.texts import explain
from tests.ui import living
from tests.ui.living import Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

CLIENT = "import sys, time; got = sys.stdin.readline(); time.sleep(0.5); sys.exit(0 if got else 9)"
VMS = tuple(VmDescription(f"vm{n}") for n in range(4))


class Run:
    """One life of the program."""

    def __init__(self, right: str, wrong: str) -> None:
        self.right, self.wrong = right, wrong
        self.errors: list[Exception] = []

    async def story(self, site) -> None:
        """Do everything."""
        logging.getLogger().setLevel(logging.DEBUG)
        await site.filled(8)
        site.fleet.store.subscribe(lambda _: self.take(site))
        await self.add_a_host(site, self.wrong)
        await until(lambda: LinkState.REFUSED in links(site), 30)
        self.take(site)
        await self.services_and_plans(site)
        await self.guest_items(site)
        await self.session(site)
        await self.doctor(site)
        await self.crash(site)
        site.window.grab()
        self.tell()

    def take(self, site) -> None:
        """Keep every error that there is to see."""
        for host in site.fleet.store.hosts.values():
            if host.error is not None and host.error not in self.errors:
                self.errors.append(host.error)

    async def add_a_host(self, site, password: str) -> None:
        """Add the second host by the dialog, and leave the password to the run only."""
        site.action("add-host").trigger()
        dialog = await site.opened("addHostDialog")
        fill_in(
            dialog,
            address="127.0.0.1",
            port=site.live["HV02"].port,
            user=living.USER,
            password=password,
            label="Second",
        )
        keep = dialog.findChild(QCheckBox, "keepPassword")
        if keep is not None:
            keep.setChecked(False)
        dialog.findChild(QPushButton, "saveHost").click()
        await site.closed("addHostDialog")

    async def services_and_plans(self, site) -> None:
        """Switch, plan, take back."""
        record = site.fleet.set_service(site.key("vm0"), ServiceKind.VSS, False)
        await until(lambda: done(site, record))
        hosts = site.fleet.store.hosts
        wanted = [(site.key(f"vm{n}"), ServiceChange(ServiceKind.KVP, False)) for n in range(4)]
        origin = PlanOrigin(OriginKind.CHOSEN)
        plan = draft(hosts, wanted, origin=origin, made_at=datetime.now(UTC))
        site.fleet.plans.start(plan)
        await until(lambda: not site.fleet.plans.record(plan.id).is_pending)
        back = site.fleet.plans.undo(plan.id)
        site.fleet.plans.start(back)
        await until(lambda: not site.fleet.plans.record(back.id).is_pending)
        record = site.fleet.change_power(site.key("vm1"), PowerAction.PAUSE)
        await until(lambda: done(site, record))

    async def guest_items(self, site) -> None:
        """Add an item, twice: the second time it fails."""
        item = GuestItem("colour", "blue", ItemSource.HOST)
        for _ in range(2):
            record = site.fleet.order(site.key("vm0"), GuestItemChange(ItemEdit.ADD, item))
            await until(lambda now=record: done(site, now))
        self.errors += [r.error for r in site.fleet.operations.records if r.error is not None]

    async def session(self, site) -> None:
        """Open a session with a client of our own, which gets the password through a pipe."""
        key = site.key("vm0")
        command = (sys.executable, "-c", CLIENT)
        request = SessionRequest(
            "127.0.0.1", 2179, key.vm, "vm0", SessionMode.ENHANCED, living.USER, pin="ab" * 32
        )
        client = RdpClient(ClientKind.FREERDP2, command, "fake")
        order = SessionOrder(key, "vm0", "127.0.0.1", request, client)
        end = await site.program.sessions.open(order)
        print("session", end)

    async def doctor(self, site) -> None:
        """Examine both hosts."""
        for name, password in (("HV01", self.right), ("HV02", self.wrong)):
            async for finding in site.program.desk.examine(site.config(name), password):
                print("finding", finding)

    async def crash(self, site) -> None:
        """Have something fail that nobody expected, with the password at hand."""

        def fail() -> None:
            credential = site.config("HV01").credential(self.right)
            password = self.right
            raise RuntimeError(f"expected by this test: {credential!r} {len(password)}")

        QTimer.singleShot(0, fail)
        log = site.places.log_dir / "hvconsole.log"
        asyncio.get_running_loop().call_soon(fail)
        await until(lambda: not log.exists() or "expected by this test" in log.read_text())

    def tell(self) -> None:
        """Print all that the errors say."""
        print("errors", len(self.errors))
        for error in self.errors:
            said = explain(error)
            print(repr(error), str(error), error.details(), said)
            print("".join(traceback.format_exception(error)))


def links(site):
    """Return how the links stand."""
    return {host.link for host in site.fleet.store.hosts.values()}


def done(site, record) -> bool:
    """Tell whether an operation is over."""
    found = next(r for r in site.fleet.operations.records if r.id == record.id)
    return found.phase.is_finished


def main() -> None:
    """Live once."""
    right, wrong = sys.stdin.readline().rstrip("\n"), sys.stdin.readline().rstrip("\n")
    living.PASSWORD = right
    home = Path(sys.argv[1])
    run = Run(right, wrong)
    setting = Setting((hosting(*VMS), hosting(*VMS, name="HV02")), kept_password=right)
    application = make_application()

    async def story(site) -> None:
        await run.story(site)

    start_logging(home / "log", logging.DEBUG)
    run_program(application, home, story, setting)
    print("ended as it should")


if __name__ == "__main__":
    main()
