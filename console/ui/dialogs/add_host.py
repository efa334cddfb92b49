"""Adds or edits a host: type, test if you like, save. Nothing typed is lost by an error."""

from asyncio import CancelledError, Task
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.model.errors import ConsoleError
from console.model.host import HostFacts
from console.settings.folders import FolderConfig
from console.settings.schema import HostConfig, new_host_id
from console.ui import texts
from console.ui.dialogs.certificate_offer import CertificateButton
from console.ui.dialogs.host_entry import HostEntry, entry_of
from console.ui.dialogs.host_form import HostForm
from console.ui.dialogs.outcome_notice import OutcomeNotice
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.ports import Spawn
from console.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class HostDialogCalls:
    """What the dialog has done for it.

    Attributes:
        test: Sign in with a configuration and a password (``None``: the one that is kept) and
            return the host's facts; raises ``ConsoleError``.
        save: Keep the host and, when the last argument says so, the password in the keyring;
            raises ``ConsoleError`` for what could not be kept.
        spawn: Starts a coroutine as a task.
        find_out_why: Opens the connection doctor on a configuration, with a password (``None``:
            the one that is kept), above a dialog; ``None`` where there is no doctor.
        account_of_folder: The folder whose account hosts in a folder take that have none.
    """

    test: Callable[[HostConfig, str | None], Coroutine[Any, Any, HostFacts]]
    save: Callable[[HostConfig, str | None, bool], Coroutine[Any, Any, None]]
    spawn: Spawn
    find_out_why: Callable[[HostConfig, str | None, QWidget], None] | None = None
    account_of_folder: Callable[[str], FolderConfig | None] | None = None


class AddHostDialog(QDialog):
    """The dialog for a host.

    Args:
        theme: Icons.
        calls: What is done for the dialog.
        config: The host to edit; ``None`` adds one.
        folders: Folders that exist.
        has_keyring: Whether passwords can be kept beyond this run.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        calls: HostDialogCalls,
        *,
        config: HostConfig | None = None,
        folders: Iterable[str] = (),
        has_keyring: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._theme = theme
        self._is_new = config is None
        self._id = new_host_id() if config is None else config.id
        self._task: Task[Any] | None = None
        self._is_saving = False
        self.setObjectName("addHostDialog")
        title = self.tr("Add Host") if config is None else self.tr("Edit Host")
        self.setWindowTitle(title)
        entry = HostEntry() if config is None else entry_of(config)
        self._form = HostForm(entry, folders, self)
        if config is not None:
            self._form.explain_password(self.tr("unchanged"))
        self._keep = self._keep_box(has_keyring)
        self._hint = plain_label(name="hostHint", role="muted", wraps=True)
        self._notice = OutcomeNotice(theme, self)
        self._make_buttons()
        self._lay_out(has_keyring)
        self._form.changed.connect(self._judge)
        self._judge()

    def reject(self) -> None:
        """Close; a running test is cancelled."""
        self._stop()
        super().reject()

    def _keep_box(self, has_keyring: bool) -> QCheckBox:
        box = QCheckBox(self.tr("Keep the password in the &system's keyring"), self)
        box.setObjectName("keepPassword")
        box.setChecked(has_keyring)
        box.setEnabled(has_keyring)
        return box

    def _make_buttons(self) -> None:
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._box.setObjectName("hostButtons")
        text = self.tr("Add Host") if self._is_new else self.tr("Save")
        self._save = self._box.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setObjectName("saveHost")
        self._save.setDefault(True)
        self._test = QPushButton(self.tr("Te&st Connection"), self)
        self._test.setObjectName("testHost")
        self._test.setAutoDefault(False)
        self._test.clicked.connect(self._test_or_stop)
        self._why = QPushButton(self.tr("Find Out &Why…"), self)
        self._why.setObjectName("findOutWhy")
        self._why.setAutoDefault(False)
        self._why.hide()
        self._why.clicked.connect(self._find_out_why)
        self._certificate = CertificateButton(self._theme, self)
        self._certificate.trusted.connect(self._trust)
        self._box.accepted.connect(self._start_save)
        self._box.rejected.connect(self.reject)

    def _lay_out(self, has_keyring: bool) -> None:
        layout = QVBoxLayout(self)
        at_least(layout, 540)
        layout.setSpacing(10)
        layout.addWidget(self._form)
        if not has_keyring:
            note = self.tr("This computer has no keyring; the password is kept until you quit.")
            label = plain_label(note, name="keyringNote", role="muted", wraps=True)
            self._form.put_below_password(label)
        self._form.put_below_password(self._keep)
        layout.addWidget(self._notice)
        layout.addWidget(self._hint)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self._test, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._why, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._certificate, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._box, 1)
        layout.addLayout(row)

    def _judge(self) -> None:
        entry = self._form.entry
        find = self._calls.account_of_folder
        inherited = find(entry.folder) if find is not None else None
        self._form.show_inherited(inherited)
        problem = entry.problem(is_inherited=inherited is not None)
        self._hint.setText(problem)
        self._hint.setVisible(bool(problem))
        self._save.setEnabled(not problem and not self._is_saving)
        self._test.setEnabled(not self._is_saving and (not problem or self._task is not None))

    def _test_or_stop(self) -> None:
        if self._task is not None:
            self._stop()
            self._notice.hide()
            self._judge()
            return
        self._why.hide()
        self._certificate.hide()
        config = self._form.entry.config(self._id)
        host = config.endpoint.host
        self._notice.show_busy(texts.fill(self.tr("Signing in to %1…"), host))
        self._test.setText(self.tr("Cancel Te&st"))
        self._task = self._calls.spawn(self._run_test(config), "test of a host")
        self._judge()

    async def _run_test(self, config: HostConfig) -> None:
        try:
            facts = await self._calls.test(config, self._password())
        except ConsoleError as error:
            self._notice.show_error(error)
            self._certificate.offer(config.label, error)
            self._why.setVisible(self._calls.find_out_why is not None)
        except CancelledError:
            return  # _stop has put the button back; there may be no dialog any more
        else:
            self._notice.show_success(self._summary(config, facts), _machine(facts))
        self._ended()

    def _trust(self, pin: str) -> None:
        """Believe a certificate because the user said so, and test again."""
        self._form.trust(pin)
        if self._task is None:
            self._test_or_stop()

    def _find_out_why(self) -> None:
        if self._calls.find_out_why is not None and self._test.isEnabled():
            config = self._form.entry.config(self._id)
            self._calls.find_out_why(config, self._password(), self)

    def _start_save(self) -> None:
        if not self._save.isEnabled():
            return
        self._stop()
        self._is_saving = True
        self._judge()
        config = self._form.entry.config(self._id)
        self._task = self._calls.spawn(self._run_save(config), "saving a host")

    async def _run_save(self, config: HostConfig) -> None:
        try:
            await self._calls.save(config, self._password(), self._keep.isChecked())
        except ConsoleError as error:
            self._is_saving = False
            self._notice.show_error(error)
            self._ended()
        else:
            self._task = None
            self.accept()

    def _ended(self) -> None:
        self._task = None
        self._test.setText(self.tr("Te&st Connection"))
        self._judge()

    def _stop(self) -> None:
        if self._task is not None and not self._is_saving:
            self._task.cancel()
            self._ended()

    def _password(self) -> str | None:
        """Return the password, ``None`` for "as it was": an empty field of a known host."""
        return self._form.password or None

    def _summary(self, config: HostConfig, facts: HostFacts) -> str:
        name = facts.name or config.endpoint.host
        if facts.os_caption:
            return texts.fill(self.tr("Connected to %1: %2"), name, facts.os_caption)
        return texts.fill(self.tr("Connected to %1."), name)


def _machine(facts: HostFacts) -> str:
    parts = [facts.model]
    if facts.memory_mb is not None:
        parts.append(texts.memory(facts.memory_mb))
    return " · ".join(part for part in parts if part)
