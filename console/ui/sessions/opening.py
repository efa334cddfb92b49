"""Opens one session: climbs the ladder, settles trust, starts the client, tells how it ended.

Nothing is opened on a certificate that the user has not trusted, and none that changed: the steps
stand in the order in which they may fail, and the client comes last.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog

from console.model.errors import (
    ConsoleError,
    NotPossible,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.model.identity import VmKey
from console.model.session import SessionMode
from console.rdp.certificate import CertificateSeen
from console.rdp.client import PasswordWay, RdpClient
from console.rdp.outcome import EndReason, SessionEnd
from console.rdp.session import RDP_PORT, SessionRequest
from console.ui import texts
from console.ui.dialogs.ask import ask
from console.ui.questions import Question
from console.ui.runner import CommandRunner
from console.ui.sentences.sessions import (
    Told,
    connect_title,
    ended,
    mode_name,
    rejected,
    rung_notice,
)
from console.ui.sessions.case import ReadFacts, SessionView
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import SessionOrder, Sessions
from console.ui.text_context import Context, fill

Openings = Context("Openings")
_OVER_HOST = (SessionMode.ENHANCED, SessionMode.BASIC)
_CLOSED = "console_closed"
_SAME_WAY = (EndReason.LOGON_FAILED, EndReason.NO_CONNECTION, EndReason.NAME_NOT_FOUND)
"""Ends that the other session over the host would meet as well."""


@dataclass(frozen=True, slots=True)
class Windows:
    """What the opening shows things in.

    Attributes:
        runner: Opens dialogs.
        note: Says something that is no error: text, and more.
        show_doctor: Shows why nothing can be opened.
        again: Opens a session in another mode.
    """

    runner: CommandRunner
    note: Callable[[str, str], None]
    show_doctor: Callable[[SessionView], None]
    again: Callable[[VmKey, SessionMode], None]


class SessionOpening:
    """Opens sessions, one call each.

    Args:
        sessions: Starts clients and keeps what is trusted.
        reader: Tells what is known.
        windows: Shows things.
    """

    def __init__(self, sessions: Sessions, reader: SessionReader, windows: Windows) -> None:
        self._sessions = sessions
        self._reader = reader
        self._windows = windows

    async def open(self, view: SessionView, read: ReadFacts, wanted: SessionMode | None) -> None:
        """Open the best session, or the one that is wanted, and stay until it ends.

        Raises:
            ConsoleError: It could not be begun, and no other way is left.
        """
        mode = wanted or view.ladder.best
        if mode is None:
            self._windows.show_doctor(view)
            return
        if mode not in view.ladder.possible:
            self._offer(view, mode, self._why_not(view, mode), view.ladder.possible)
            return
        try:
            end = await self._carry_out(view, read, mode)
        except ConsoleError as error:
            rest = _below(view, mode, same_way=_is_of_the_way(error))
            if not rest:
                raise
            explained = texts.explain(error)
            self._offer(view, mode, Told(explained.cause, explained.next_step), rest)
            return
        if end is not None and end.is_failure:
            self._tell_end(view, mode, end)

    async def _carry_out(
        self, view: SessionView, read: ReadFacts, mode: SessionMode
    ) -> SessionEnd | None:
        """Return how it ended; ``None`` when the user did not want it after all."""
        client = self._client(mode)
        pin = ""
        if mode in _OVER_HOST:
            trusted = await self._settle_trust(view, read)
            if trusted is None:
                return None
            pin = trusted
        account = await self._account(view, mode, client)
        if account is None:
            return None
        user, password = account
        request = self.request(view, read, mode, user=user, pin=pin)
        order = SessionOrder(view.key, view.vm_name, view.host_label, request, client)
        self._say(view, mode, client)
        return await self._sessions.open(order, password)

    def request(
        self,
        view: SessionView,
        read: ReadFacts,
        mode: SessionMode,
        *,
        user: str = "",
        pin: str = "",
    ) -> SessionRequest:
        """Return what is asked for.

        Raises:
            NotPossible: The host is gone, or a part cannot be written safely.
        """
        config = self._reader.config_of(view.key.host)
        if config is None:
            raise NotPossible("host_unknown", view.host_label)
        choices = self._sessions.books.choices
        options = choices.effective(view.key, config.folder)
        goes_over = mode in _OVER_HOST
        address = config.endpoint.host if goes_over else "".join(view.case.guest.addresses[:1])
        port = read.port if goes_over else RDP_PORT
        account = config.user if goes_over else user
        title = f"{view.vm_name} – {view.host_label}"
        return SessionRequest(address, port, view.key.vm, title, mode, account, options, pin)

    def _client(self, mode: SessionMode) -> RdpClient | None:
        tools = self._sessions.tools
        if mode is SessionMode.SSH or tools is None:
            return None
        client = tools.client_for(mode, self._sessions.books.choices)
        if client is None:
            raise NotPossible("client_mode", mode.value)
        return client

    async def _settle_trust(self, view: SessionView, read: ReadFacts) -> str | None:
        """Return the pinned certificate; ``None`` when it is not trusted."""
        key, config = view.key, self._reader.config_of(view.key.host)
        if config is None:
            raise NotPossible("host_unknown", view.host_label)
        seen = await self._certificate(config.endpoint.host, read.port, view)
        pin = await self._sessions.books.pin_of(key.host)
        if pin == seen.sha256:
            return pin
        from console.ui.dialogs.certificate_trust import (  # noqa: PLC0415 - fast start
            CertificateChangedDialog,
            CertificateTrustDialog,
        )

        runner = self._windows.runner
        if pin:
            changed = CertificateChangedDialog(
                runner.theme, view.host_label, pin, seen, runner.window
            )
            if await ask(changed) == QDialog.DialogCode.Accepted:
                await self._sessions.books.forget_trust(key.host)
            return None
        told = read.console.certificate_hash if read.console is not None else ""
        dialog = CertificateTrustDialog(runner.theme, view.host_label, seen, told, runner.window)
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return None
        await self._sessions.books.trust(key.host, seen.sha256, view.host_label)
        return seen.sha256

    async def _certificate(self, address: str, port: int, view: SessionView) -> CertificateSeen:
        """Look at the console's certificate; a host closes when it has no such VM running.

        Raises:
            NotPossible: ``console_closed``: it did.
            ConsoleError: What else keeps us from it.
        """
        try:
            return await self._sessions.certificate(address, port, view.key.vm)
        except Unreachable as error:
            if error.reason is not UnreachableReason.CONNECTION_LOST:
                raise
            raise NotPossible(_CLOSED, view.vm_name) from error

    async def _account(
        self, view: SessionView, mode: SessionMode, client: RdpClient | None
    ) -> tuple[str, str] | None:
        """Return an account of the guest where the client must be handed one; else empty words."""
        asks_itself = client is None or client.password_way is PasswordWay.ASKS
        if mode is not SessionMode.GUEST_RDP or asks_itself:
            return "", ""
        from console.ui.dialogs.guest_account import GuestAccountDialog  # noqa: PLC0415 - fast start

        address = "".join(view.case.guest.addresses[:1])
        dialog = GuestAccountDialog(view.vm_name, address, self._windows.runner.window)
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return None
        return dialog.user, dialog.password

    def _say(self, view: SessionView, mode: SessionMode, client: RdpClient | None) -> None:
        program = client.name if client is not None else "ssh"
        text = fill(Openings.tr("%1 to %2 opens in %3."), mode_name(mode), view.vm_name, program)
        self._windows.note(text, rung_notice(mode, view.ladder.rejected))

    def _why_not(self, view: SessionView, mode: SessionMode) -> Told:
        refused = [each for each in view.ladder.rejected if each.mode is mode]
        return Told(rejected(refused[0])) if refused else Told("")

    def _tell_end(self, view: SessionView, mode: SessionMode, end: SessionEnd) -> None:
        told = ended(end)
        if end.line:
            said = fill(Openings.tr("The program said: %1"), end.line)
            told = Told(told.cause, f"{told.next_step}\n{said}".strip())
        rest = _below(view, mode, same_way=end.reason in _SAME_WAY)
        self._offer(view, mode, told, rest)

    def _offer(
        self, view: SessionView, mode: SessionMode, told: Told, rest: tuple[SessionMode, ...]
    ) -> None:
        """Say what failed, and offer the next rung where there is one."""
        title = fill(Openings.tr("%1 to %2 could not be opened."), mode_name(mode), view.vm_name)
        if not rest:
            self._windows.note(f"{title} {told.cause}".strip(), told.next_step)
            return
        more = "\n\n".join(part for part in (told.cause, told.next_step) if part)
        question = Question(title, more, connect_title(rest[0]))
        self._windows.runner.confirm(question, lambda: self._windows.again(view.key, rest[0]))


def _below(view: SessionView, mode: SessionMode, *, same_way: bool) -> tuple[SessionMode, ...]:
    """Return the possible rungs below one, best first.

    Args:
        view: What is possible.
        mode: What failed.
        same_way: Whether another session over the host would fail just so.
    """
    order = tuple(SessionMode)
    rest = [each for each in view.ladder.possible if order.index(each) > order.index(mode)]
    if same_way and mode in _OVER_HOST:
        rest = [each for each in rest if each not in _OVER_HOST]
    return tuple(rest)


def _is_of_the_way(error: ConsoleError) -> bool:
    """Whether an error has to do with the host's console port, not with a mode or a client."""
    is_closed = isinstance(error, NotPossible) and error.why == _CLOSED
    return is_closed or isinstance(error, Unreachable | TimedOut)
