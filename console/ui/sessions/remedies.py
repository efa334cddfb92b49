"""Carries out what the doctor advises, and what is done with sessions that are open."""

from collections.abc import Callable

from console.fleet.operation import AccessChange, EnhancedPolicyChange, TransportChange
from console.model.console import EnhancedTransport
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.rdp.case import Finding, Remedy
from console.ui.runner import CommandRunner
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import SessionFleet, SessionId, Sessions
from console.ui.text_context import Context

SessionNotes = Context("SessionNotes")


class SessionRemedies:
    """One call for each remedy.

    Args:
        fleet: Changes hosts, VMs and rights.
        sessions: Knows what is open.
        reader: Knows our accounts.
        runner: Runs coroutines.
        note: Says something that is no error: text, and more.
        show_doctor: Shows all findings about a VM.
        show_access: Shows who may open a VM's console.
    """

    def __init__(
        self,
        fleet: SessionFleet,
        sessions: Sessions,
        reader: SessionReader,
        runner: CommandRunner,
        *,
        note: Callable[[str, str], None],
        show_doctor: Callable[[VmKey], None],
        show_access: Callable[[VmKey], None],
    ) -> None:
        self._fleet = fleet
        self._sessions = sessions
        self._reader = reader
        self._runner = runner
        self._note = note
        self._show_doctor = show_doctor
        self._show_access = show_access

    def end(self, session: SessionId) -> None:
        """End a session."""
        self._sessions.end(session)

    def bring_to_front(self, session: SessionId) -> None:
        """Bring a session's window to the front, or say that the system does not let us."""
        self._runner.start(self._bring_to_front(session), "session front")

    def carry_out(self, key: VmKey, found: Finding) -> None:
        """Carry out what a finding asks for; what is only told needs no carrying out."""
        match found.remedy:
            case Remedy.ENABLE_POLICY:
                self._fleet.order_host(key.host, EnhancedPolicyChange(on=True))
            case Remedy.SET_HVSOCKET:
                change = TransportChange(EnhancedTransport.HVSOCKET, EnhancedTransport.VMBUS)
                self._fleet.order(key, change)
            case Remedy.START_VM:
                self._fleet.change_power(key, PowerAction.START)
            case Remedy.RESUME_VM:
                self._fleet.change_power(key, PowerAction.RESUME)
            case Remedy.GRANT_RIGHT:
                self._grant_own(key)
            case Remedy.CONNECT_HOST:
                self._fleet.connect(key.host)
            case Remedy.BRING_TO_FRONT:
                self._front_of(key)
            case (
                Remedy.SHOW_GUEST_COMMAND
                | Remedy.INSTALL_CLIENT
                | Remedy.OPEN_PORT
                | Remedy.WAIT
                | Remedy.USE_BASIC
            ):
                self._show_doctor(key)

    def set_policy(self, hosts: tuple[HostId, ...], on: bool) -> None:
        """Allow or forbid enhanced sessions on hosts, where that is not so already."""
        for host in hosts:
            snapshot = self._fleet.store.hosts.get(host)
            facts = snapshot.facts if snapshot is not None else None
            if facts is None or facts.enhanced_session_allowed is not on:
                self._fleet.order_host(host, EnhancedPolicyChange(on))

    async def _bring_to_front(self, session: SessionId) -> None:
        if await self._sessions.bring_to_front(session):
            return
        self._note(
            SessionNotes.tr("This system does not let one program show another one's window."),
            SessionNotes.tr("Choose the session's window in the task bar."),
        )

    def _grant_own(self, key: VmKey) -> None:
        user = self._reader.side(key.host).user
        if user:
            self._fleet.order(key, AccessChange(user, grant=True, before=False))
        else:
            self._show_access(key)

    def _front_of(self, key: VmKey) -> None:
        opened = [each for each in self._sessions.open_sessions if each.key == key]
        if opened:
            self.bring_to_front(opened[-1].id)
