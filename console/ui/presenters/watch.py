"""Shows what the heartbeat watch sees and decides: tree, activity list, messages on the desktop.

Messages are grouped and held back in quiet hours by ``fleet.notice``; a timer here asks it when the
next is due. Where the system shows no messages, the window's own notice bar does.
"""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from console.fleet.alert import Alert
from console.fleet.decision import Decision, DecisionKind
from console.fleet.notice import Notice, Notices
from console.fleet.watch import HeartbeatWatch
from console.settings.watch import WatchSettings
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.sentences.watch import alert_word, notice_body, notice_title

_IN_LIST = frozenset(DecisionKind) - {DecisionKind.RESTART_ORDERED}
"""The ordered restart is an operation, and stands in the list as one."""
_SHOWN_MS = 10_000


class WatchPresenter(QObject):
    """Follows the watch.

    Args:
        watch: The watch.
        tree: Marks VMs.
        activity: Lists decisions.
        icon: For the tray.
        tell: Shows a message in the window where the system shows none: title and text.
        clock: ``time.monotonic`` or a virtual one.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        watch: HeartbeatWatch,
        *,
        tree: FleetTreeModel,
        activity: ActivityPanel,
        icon: QIcon,
        tell: Callable[[str, str], None],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tree = tree
        self._activity = activity
        self._icon = icon
        self._tell = tell
        self._clock = clock
        self._notices = Notices()
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._take)
        self._ends = (
            watch.subscribe(self._take_alert),
            watch.subscribe_decisions(self._take_decision),
        )
        for alert in watch.alerts:
            self._take_alert(alert)

    def apply(self, settings: WatchSettings) -> None:
        """Hold messages back at other times from now on."""
        self._notices.set_quiet_hours(settings.quiet_hours)

    def close(self) -> None:
        """Follow no more, and take the tray icon away."""
        for end in self._ends:
            end()
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()

    def _take_alert(self, alert: Alert) -> None:
        self._tree.set_alert(alert.key, alert_word(alert.kind) if alert.is_current else "")
        self._notices.add(alert, self._clock(), _local())
        self._set_timer()

    def _take_decision(self, decision: Decision) -> None:
        if decision.kind in _IN_LIST:
            self._activity.put(decision)

    def _set_timer(self) -> None:
        wait = self._notices.wait_s(self._clock(), _local())
        if wait is None:
            self._timer.stop()
        else:
            self._timer.start(max(100, round(wait * 1000) + 50))

    def _take(self) -> None:
        notice = self._notices.take(self._clock(), _local())
        if notice is not None:
            self._show(notice)
        self._set_timer()

    def _show(self, notice: Notice) -> None:
        title, body = notice_title(notice), notice_body(notice)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            self._tell(title, body)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.show()
        self._tray.showMessage(title, body, QSystemTrayIcon.MessageIcon.Warning, _SHOWN_MS)


def _local() -> datetime:
    """Return the time of day on this computer."""
    return datetime.now().astimezone()
