"""One host: how the connection stands, why, what to do, and what the host says of itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.model.host import HostSnapshot, LinkState
from console.ui import texts
from console.ui.dialogs.outcome_notice import OutcomeNotice
from console.ui.dialogs.parts import icon_label, plain_label, set_role, set_text, show_icon
from console.ui.panels.fact_grid import FactGrid
from console.ui.panels.flow_row import FlowRow
from console.ui.panels.host_facts import FACTS, WIDE_FACTS, fact_titles, fact_values
from console.ui.panels.reading_card import ReadingCard
from console.ui.sentences.trust import distrusted
from console.ui.theme import Theme

_ROLES = {
    LinkState.ONLINE: "ok",
    LinkState.CONNECTING: "accent",
    LinkState.OFFLINE: "muted",
    LinkState.STALE: "warn",
    LinkState.UNREACHABLE: "warn",
}

_ICONS = {
    LinkState.ONLINE: "host",
    LinkState.CONNECTING: "host-connecting",
    LinkState.OFFLINE: "host-offline",
}

_BY_PASSWORD = (LinkState.REFUSED,)


def link_icon(state: LinkState) -> str:
    """Return the name of the icon of a host in this state."""
    return _ICONS.get(state, "host-error")


class HostPanel(QWidget):
    """Shows one host.

    Args:
        theme: Icons.
        parent: The owner in Qt's sense.
    """

    connect_requested = Signal(object)
    disconnect_requested = Signal(object)
    edit_requested = Signal(object)
    password_requested = Signal(object)
    doctor_requested = Signal(object)
    certificate_requested = Signal(object)
    """Each with the ``HostId``."""
    host_changed = Signal()
    """Another host is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host: HostSnapshot | None = None
        self._age = ""
        self.setObjectName("hostPanel")
        self.setProperty("role", "panel")
        self._icon = icon_label("hostIcon", 24, self)
        self._name = plain_label(name="hostName", role="title", wraps=True, copyable=True)
        self._link = plain_label(name="hostLink", wraps=True)
        self._notice = OutcomeNotice(theme, self)
        self._retry = self._button("hostRetry")
        self._password = self._button("hostPassword")
        self._edit = self._button("hostEdit")
        self._doctor = self._button("hostDoctor")
        self._certificate = self._button("hostCertificate")
        self._facts = FactGrid(FACTS, self, wide=WIDE_FACTS)
        self._facts.setObjectName("hostFacts")
        self.reading = ReadingCard(self)
        self._retry.clicked.connect(self._connect_or_not)
        self._password.clicked.connect(lambda: self._ask(self.password_requested))
        self._edit.clicked.connect(lambda: self._ask(self.edit_requested))
        self._doctor.clicked.connect(lambda: self._ask(self.doctor_requested))
        self._certificate.clicked.connect(lambda: self._ask(self.certificate_requested))
        self._lay_out()
        self.retranslate()

    @property
    def host(self) -> HostSnapshot | None:
        """The host that is shown."""
        return self._host

    def show_host(self, host: HostSnapshot, age: str = "") -> None:
        """Show a host; ``age`` says how old its rows are while it is away."""
        if self._host is host and self._age == age:
            return
        error_before = None if self._host is None else self._host.error
        is_other = self._host is None or self._host.id != host.id
        self._host, self._age = host, age
        if is_other:
            self.host_changed.emit()
        show_icon(self._icon, self._theme.icon(link_icon(host.link), size=24))
        set_text(self._name, host.label)
        set_text(self._link, self._link_text(host, age))
        set_role(self._link, _ROLES.get(host.link, "error"))
        self.setAccessibleName(host.label)
        if host.error is None:
            self._notice.hide()
        elif host.error is not error_before or self._notice.isHidden():
            self._notice.show_error(host.error)
        self._show_buttons(host)
        self._facts.show_facts(fact_values(host))

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        self._show_again()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._facts.set_titles(fact_titles())
        self.reading.retranslate()
        self._password.setText(self.tr("Enter Password…"))
        self._edit.setText(self.tr("Edit Host…"))
        self._doctor.setText(self.tr("Find Out Why…"))
        self._certificate.setText(self.tr("Certificate…"))
        self._show_again()

    def _show_again(self) -> None:
        host, self._host = self._host, None
        if host is not None:
            self.show_host(host, self._age)

    def _link_text(self, host: HostSnapshot, age: str) -> str:
        link = texts.link(host.link)
        if host.is_read_only:
            link = texts.fill(self.tr("%1. Read-only: nothing is changed on it from here"), link)
        if host.is_current or not age:
            return link
        return texts.fill(self.tr("%1. Last read %2."), link, age)

    def _show_buttons(self, host: HostSnapshot) -> None:
        is_busy = host.link in (LinkState.ONLINE, LinkState.CONNECTING)
        if is_busy:
            self._retry.setText(self.tr("Disconnect"))
        elif host.link is LinkState.OFFLINE:
            self._retry.setText(self.tr("Connect"))
        else:
            self._retry.setText(self.tr("Try Again Now"))
        self._password.setVisible(host.link in _BY_PASSWORD)
        self._certificate.setVisible(distrusted(host.error) is not None)
        self._doctor.setVisible(not is_busy and host.error is not None)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._link)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        buttons = FlowRow()
        for button in (
            self._retry,
            self._password,
            self._certificate,
            self._doctor,
            self._edit,
        ):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._notice)
        layout.addLayout(buttons)
        layout.addWidget(self._facts)
        layout.addWidget(self.reading)
        layout.addStretch(1)

    def _connect_or_not(self) -> None:
        if self._host is None:
            return
        if self._host.link in (LinkState.ONLINE, LinkState.CONNECTING):
            self.disconnect_requested.emit(self._host.id)
        else:
            self.connect_requested.emit(self._host.id)

    def _ask(self, signal: object) -> None:
        if self._host is not None:
            signal.emit(self._host.id)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
