"""Which installed program shows consoles, and which of them go through the local adapter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QVBoxLayout,
    QWidget,
)

from console.rdp.client import RdpClient
from console.settings.session_schema import SessionChoices
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.panels.session_step_box import SessionStepBox
from console.ui.sentences.clients import client_title, password_note, shows_note
from console.ui.sentences.sessions import install_note
from console.ui.sessions.ports import LocalTools


class SessionClientsDialog(QDialog):
    """Accepted when the choice is to be kept; it holds from the next session on.

    Args:
        tools: What is installed.
        choices: What is chosen now.
        parent: The owner in Qt's sense.
    """

    look_requested = Signal()
    """Look for programs again; ``show_tools`` is to be called with what was found."""

    def __init__(
        self, tools: LocalTools, choices: SessionChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sessionClientsDialog")
        self.setWindowTitle(self.tr("Programs for sessions"))
        self._known = choices
        self._adapters: dict[str, QCheckBox] = {}
        self._use = QComboBox(self)
        self._use.setObjectName("clientUse")
        self._use.setAccessibleName(self.tr("Program"))
        self._found = QWidget(self)
        self._missing = plain_label(name="clientsMissing", role="warn", wraps=True)
        self._install = SessionStepBox("clients", self)
        self._lay_out()
        self.show_tools(tools)

    @property
    def client(self) -> str:
        """The word of the program that is wanted; empty for the best."""
        return str(self._use.currentData())

    @property
    def adapters(self) -> dict[str, bool]:
        """Whether the adapter is on, by the words of the programs that are shown."""
        return {word: box.isChecked() for word, box in self._adapters.items()}

    def show_tools(self, tools: LocalTools) -> None:
        """Show what is installed; what was chosen here and not kept yet stays."""
        wanted = self.client if self._use.count() else self._known.chosen_client
        marked = {**dict.fromkeys(self._known.adapted_clients, True), **self.adapters}
        clients = first_of_each_kind(tools.clients)
        self._fill_choice(clients, wanted)
        self._fill_found(clients, marked)
        has_any = bool(clients)
        self._missing.setVisible(not has_any)
        note = install_note(tools.hint)
        self._missing.setText(note.cause)
        self._install.show_step("" if has_any else note.next_step, tools.hint.command)
        self._install.setVisible(not has_any)

    def _fill_choice(self, clients: tuple[RdpClient, ...], wanted: str) -> None:
        self._use.clear()
        best = client_title(clients[0]) if clients else self.tr("none found")
        self._use.addItem(texts.fill(self.tr("Automatic: the best (%1)"), best), "")
        for client in clients:
            self._use.addItem(client_title(client), str(client.kind))
        if wanted and self._use.findData(wanted) < 0:
            self._use.addItem(texts.fill(self.tr("%1 (not found)"), wanted), wanted)
        self._use.setCurrentIndex(max(0, self._use.findData(wanted)))

    def _fill_found(self, clients: tuple[RdpClient, ...], marked: dict[str, bool]) -> None:
        old, self._found = self._found, QWidget(self)
        self._found.setObjectName("clientsFound")
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        self._adapters = {}
        for client in clients:
            column.addWidget(self._group(client, marked.get(client.kind, False)))
        self._layout.replaceWidget(old, self._found)
        old.deleteLater()

    def _group(self, client: RdpClient, is_adapted: bool) -> QGroupBox:
        word = str(client.kind)
        group = QGroupBox(client_title(client).replace("&", "&&"), self._found)
        group.setObjectName(f"client-{word}")
        box = QCheckBox(self.tr("Use the local &adapter"), group)
        box.setObjectName(f"adapter-{word}")
        name = texts.fill(self.tr("Use the local adapter for %1"), client.name)
        box.setAccessibleName(name)
        box.setChecked(is_adapted)
        self._adapters[word] = box
        column = QVBoxLayout(group)
        for kind, text in (("Shows", shows_note(client)), ("Password", password_note(client))):
            label = plain_label(text, name=f"client{kind}-{word}", role="muted", wraps=True)
            column.addWidget(label)
        column.addWidget(box)
        return group

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Show consoles with:"), self._use)
        why = self.tr(
            "The adapter signs in to the host in place of the program and offers it the session on "
            "this computer only: one connection, with a word that holds for half a minute. So "
            "programs that cannot open consoles, or must not get the password, can show them. It "
            "is off unless you switch it on."
        )
        self._layout = QVBoxLayout(self)
        at_least(self._layout, 520)
        self._layout.setSpacing(10)
        self._layout.addLayout(form)
        self._layout.addWidget(self._missing)
        self._layout.addWidget(self._install)
        self._layout.addWidget(self._found)
        self._layout.addWidget(plain_label(why, name="adapterNote", role="muted", wraps=True))
        self._layout.addStretch(1)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel, self)
        buttons.setObjectName("clientsButtons")
        save = buttons.button(kinds.Save)
        save.setObjectName("clientsSave")
        look = buttons.addButton(self.tr("&Look Again"), QDialogButtonBox.ButtonRole.ActionRole)
        look.setObjectName("clientsLook")
        look.setAutoDefault(False)
        look.clicked.connect(self.look_requested)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)


def first_of_each_kind(clients: tuple[RdpClient, ...]) -> tuple[RdpClient, ...]:
    """Return one program of each kind: the one that is taken when the kind is."""
    kinds = {client.kind: client for client in reversed(clients)}
    return tuple(client for client in clients if kinds[client.kind] is client)
