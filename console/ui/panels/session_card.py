"""The sessions of one VM: ready or why not with a next step, Connect, and those that are open."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.model.session import SessionMode
from console.model.vm import VmState
from console.rdp.case import Remedy
from console.ui import texts
from console.ui.dialogs.parts import icon_label, plain_label, set_role, set_text, show_icon
from console.ui.panels.flow_row import FlowRow
from console.ui.panels.guest_link import link_button
from console.ui.panels.open_session_rows import OpenSessionRows
from console.ui.panels.session_step_box import SessionStepBox
from console.ui.sentences.sessions import (
    connect_title,
    finding,
    mode_name,
    rejected,
    remedy_title,
    rung_notice,
)
from console.ui.sessions.case import SessionView
from console.ui.theme import Theme

_OFF: Final = (VmState.OFF, VmState.SAVED)
_SHOWN_HERE: Final = (Remedy.SHOW_GUEST_COMMAND, Remedy.INSTALL_CLIENT)


class SessionCard(QFrame):
    """Shows one VM's sessions; it asks and is told.

    Args:
        theme: Icons.
        parent: The owner in Qt's sense.
    """

    connect_requested = Signal(object)
    """A ``SessionMode``, or ``None`` for the best."""
    start_requested = Signal()
    """Start the VM, then connect."""
    mode_chosen = Signal(object)
    """The ``SessionMode`` to remember, or ``None`` for the best."""
    remedy_requested = Signal(object)
    """A ``Finding`` whose remedy the console carries out."""
    doctor_requested = Signal()
    options_requested = Signal()
    access_requested = Signal()
    end_requested = Signal(object)
    """``SessionId``."""
    front_requested = Signal(object)
    """``SessionId``."""
    seen = Signal()
    """The card has come into view."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SessionView | None = None
        self._modes: QMenu | None = None
        self._sign = "info"
        self.setObjectName("sessionCard")
        self._heading = plain_label(name="sessionHeading", role="heading")
        self._icon = icon_label("sessionIcon", 16, self)
        self._state = plain_label(name="sessionState", wraps=True, copyable=True)
        self._step = plain_label(name="sessionStep", role="muted", wraps=True, copyable=True)
        self._rung = plain_label(name="sessionRung", role="muted", wraps=True)
        self._commands = SessionStepBox("session", self)
        self._connect = self._make_connect()
        self._remedy = QPushButton(self)
        self._remedy.setObjectName("sessionRemedy")
        self._remedy.setAutoDefault(False)
        self._remedy.clicked.connect(self._carry_out)
        self._doctor = link_button("sessionDoctor", self.doctor_requested.emit, self)
        self._options = link_button("sessionOptions", self.options_requested.emit, self)
        self._access = link_button("sessionAccess", self.access_requested.emit, self)
        self._rows = OpenSessionRows(self)
        self._rows.end_requested.connect(self.end_requested)
        self._rows.front_requested.connect(self.front_requested)
        self._lay_out()
        self.retranslate()
        self.hide()

    def show_case(self, view: SessionView | None) -> None:
        """Show what is known of a VM; hidden for ``None``. An equal view touches nothing."""
        if view == self._view:
            return
        before, self._view = self._view, view
        self.setVisible(view is not None)
        if view is None:
            return
        if before is None or before.key != view.key:
            self._commands.show_step("", "")
        self._show_state(view)
        self._show_connect(view)
        self._rows.show_sessions(view.sessions)

    def take_focus(self) -> None:
        """Put the keyboard on the button that connects."""
        self._connect.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the card can be seen."""
        super().showEvent(event)
        self.seen.emit()

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        show_icon(self._icon, self._theme.icon(self._sign))
        self._connect.setIcon(self._theme.icon("connect"))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        set_text(self._heading, self.tr("Console session"))
        self._doctor.setText(self.tr("Findings…"))
        self._options.setText(self.tr("Options…"))
        self._access.setText(self.tr("Access…"))
        self._options.setAccessibleName(self.tr("Session options"))
        self._doctor.setAccessibleName(self.tr("All findings about sessions"))
        self._access.setAccessibleName(self.tr("Console access"))
        self._commands.retranslate()
        self._rows.retranslate()
        view, self._view = self._view, None
        self.show_case(view)

    def _show_state(self, view: SessionView) -> None:
        first = next((each for each in view.findings if not each.is_hint), None)
        if view.is_ready:
            self._sign, role = "ok", "ok"
            state, step = self.tr("Enhanced session: ready"), ""
        elif first is not None:
            is_off = first.remedy is Remedy.START_VM
            self._sign, role = ("info", "") if is_off else ("warn", "warn")
            told = finding(first)
            state, step = told.cause, told.next_step
        else:
            self._sign, role = "info", ""
            state = self.tr("Enhanced session: can be tried")
            step = self.tr("The host has not said whether the guest is ready for it.")
        set_text(self._state, state)
        set_role(self._state, role)
        set_text(self._step, step)
        self._step.setVisible(bool(step))
        title = remedy_title(first.remedy) if first is not None and not view.is_ready else ""
        # Starting is what the Connect button itself does then.
        has_button = bool(title) and first is not None and first.remedy is not Remedy.START_VM
        if has_button:
            self._remedy.setText(title)
        self._remedy.setVisible(has_button)
        self.setAccessibleName(state)
        self.setAccessibleDescription(step)
        self.refresh_look()

    def _show_connect(self, view: SessionView) -> None:
        ladder = view.ladder
        is_off = view.case.state in _OFF
        text = self.tr("Start and Connect") if is_off else connect_title(ladder.best)
        self._connect.setText(text)
        self._connect.setAccessibleName(text)
        self._connect.setEnabled(view.case.is_host_online and (is_off or ladder.best is not None))
        notice = rung_notice(ladder.best, ladder.rejected) if ladder.best is not None else ""
        set_text(self._rung, notice)
        first = next((each for each in view.findings if not each.is_hint), None)
        says_new = bool(notice) and (first is None or finding(first).cause not in notice)
        self._rung.setVisible(says_new)
        self._connect.setMenu(self._menu(view))

    def _menu(self, view: SessionView) -> QMenu:
        """Name the modes; those that are not possible say why. A row remembers the choice."""
        if self._modes is not None:
            self._modes.deleteLater()
        menu = self._modes = QMenu(self)
        menu.setObjectName("sessionMenu")
        menu.setToolTipsVisible(True)
        refused = {each.mode: rejected(each) for each in view.ladder.rejected}
        for mode in SessionMode:
            action = QAction(self._menu_text(view, mode), menu)
            action.setObjectName(f"sessionConnect-{mode.value}")
            action.setEnabled(mode in view.ladder.possible)
            action.setToolTip("" if mode in view.ladder.possible else refused.get(mode, ""))
            action.triggered.connect(self._asks_for(mode))
            menu.addAction(action)
        menu.addSeparator()
        group = QActionGroup(menu)
        for choice in (None, *SessionMode):
            menu.addAction(self._remembering(group, choice, view.chosen))
        return menu

    def _menu_text(self, view: SessionView, mode: SessionMode) -> str:
        name = mode_name(mode)
        if view.worked is mode:
            return texts.fill(self.tr("%1 (worked last time)"), name)
        return name

    def _remembering(
        self, group: QActionGroup, choice: SessionMode | None, chosen: SessionMode | None
    ) -> QAction:
        text = self.tr("the best") if choice is None else mode_name(choice)
        action = QAction(texts.fill(self.tr("Always: %1"), text), group)
        action.setObjectName(f"sessionAlways-{choice.value if choice else 'best'}")
        action.setCheckable(True)
        action.setChecked(choice is chosen)
        action.triggered.connect(lambda: self.mode_chosen.emit(choice))
        return action

    def _asks_for(self, mode: SessionMode) -> Callable[[], None]:
        return lambda: self.connect_requested.emit(mode)

    def _make_connect(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("sessionConnect")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._go)
        return button

    def _go(self) -> None:
        if self._view is not None and self._view.case.state in _OFF:
            self.start_requested.emit()
        else:
            self.connect_requested.emit(None)

    def _carry_out(self) -> None:
        view = self._view
        first = next((f for f in view.findings if not f.is_hint), None) if view else None
        if view is None or first is None:
            return
        if first.remedy in _SHOWN_HERE:
            self._commands.show_finding(view, first)
        else:
            self.remedy_requested.emit(first)

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._state)
        column.addWidget(self._step)
        column.addWidget(self._commands)
        state.addLayout(column, 1)
        buttons = FlowRow(gap=8)
        for widget in (self._connect, self._remedy):
            buttons.addWidget(widget)
        links = FlowRow(gap=10)
        for widget in (self._options, self._doctor, self._access):
            links.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addLayout(state)
        layout.addLayout(buttons)
        layout.addWidget(self._rung)
        layout.addWidget(self._rows)
        layout.addLayout(links)
