"""The heartbeat watch in words: alerts, decisions with what led to them, and desktop messages."""

from typing import Final

from console.fleet.alert import Alert
from console.fleet.decision import ClearWhy, Decision, DecisionKind
from console.fleet.heartbeat import AlertKind
from console.fleet.notice import Notice
from console.fleet.restart_brake import BrakeFigures, BrakeWhy
from console.ui.sentences.errors import explain
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

WatchTexts = Context("WatchTexts")

_ALERTS: Final = {
    AlertKind.LOST: QT_TRANSLATE_NOOP("WatchTexts", "%1 does not answer any more"),
    AlertKind.DEGRADED: QT_TRANSLATE_NOOP("WatchTexts", "%1 answers, but not as it should"),
    AlertKind.NO_START: QT_TRANSLATE_NOOP("WatchTexts", "%1 has not answered since its start"),
}
_CLEARED: Final = {
    ClearWhy.ANSWERS: QT_TRANSLATE_NOOP("WatchTexts", "It answers again"),
    ClearWhy.OFF: QT_TRANSLATE_NOOP("WatchTexts", "It does not run any more"),
    ClearWhy.RESTARTED: QT_TRANSLATE_NOOP("WatchTexts", "It was restarted"),
    ClearWhy.UNWATCHED: QT_TRANSLATE_NOOP("WatchTexts", "It is not watched any more"),
    ClearWhy.GONE: QT_TRANSLATE_NOOP("WatchTexts", "The virtual machine is gone"),
    ClearWhy.OTHER_ALERT: QT_TRANSLATE_NOOP("WatchTexts", "Something else is wrong now"),
}
_KINDS: Final = {
    DecisionKind.ALERT_CLEARED: QT_TRANSLATE_NOOP("WatchTexts", "Alert over: %1"),
    DecisionKind.RESTART_REFUSED: QT_TRANSLATE_NOOP("WatchTexts", "%1 is not restarted"),
    DecisionKind.RESTART_BEGUN: QT_TRANSLATE_NOOP("WatchTexts", "%1 hangs and is restarted"),
    DecisionKind.PICTURE_SAVED: QT_TRANSLATE_NOOP("WatchTexts", "Picture of the screen of %1"),
    DecisionKind.PICTURE_FAILED: QT_TRANSLATE_NOOP("WatchTexts", "No picture of the screen of %1"),
    DecisionKind.RESTART_ORDERED: QT_TRANSLATE_NOOP("WatchTexts", "Restart of %1 ordered"),
    DecisionKind.RESTART_FAILED: QT_TRANSLATE_NOOP("WatchTexts", "Restart of %1 failed"),
    DecisionKind.CAME_BACK: QT_TRANSLATE_NOOP("WatchTexts", "%1 is back"),
    DecisionKind.NOT_BACK: QT_TRANSLATE_NOOP("WatchTexts", "%1 did not come back"),
    DecisionKind.STOPPED: QT_TRANSLATE_NOOP("WatchTexts", "%1 is left alone from now on"),
    DecisionKind.RESUMED: QT_TRANSLATE_NOOP("WatchTexts", "%1 may be restarted again"),
}
_BRAKES: Final = {
    BrakeWhy.NOT_CHOSEN: QT_TRANSLATE_NOOP(
        "WatchTexts", "Automatic restarts are not chosen for it."
    ),
    BrakeWhy.READ_ONLY: QT_TRANSLATE_NOOP("WatchTexts", "Its host is read-only here."),
    BrakeWhy.IMAGING: QT_TRANSLATE_NOOP("WatchTexts", "It is marked as being imaged."),
    BrakeWhy.QUIET_WINDOW: QT_TRANSLATE_NOOP("WatchTexts", "Not in this quiet window."),
    BrakeWhy.STOPPED: QT_TRANSLATE_NOOP(
        "WatchTexts", "It was left alone after a crash loop, until you say otherwise."
    ),
    BrakeWhy.HOST_AWAY: QT_TRANSLATE_NOOP("WatchTexts", "Its host cannot be read just now."),
    BrakeWhy.ALREADY_RESTARTING: QT_TRANSLATE_NOOP("WatchTexts", "It is being restarted already."),
    BrakeWhy.OPERATION: QT_TRANSLATE_NOOP("WatchTexts", "Something else is being done to it."),
    BrakeWhy.IN_GRACE: QT_TRANSLATE_NOOP("WatchTexts", "It may still come up."),
    BrakeWhy.NOT_LOST: QT_TRANSLATE_NOOP("WatchTexts", "It is not lost."),
    BrakeWhy.TOO_FEW_MISSES: QT_TRANSLATE_NOOP("WatchTexts", "Too few looks without an answer."),
    BrakeWhy.TOO_SHORT: QT_TRANSLATE_NOOP("WatchTexts", "Not silent for long enough yet."),
    BrakeWhy.HISTORY_UNKNOWN: QT_TRANSLATE_NOOP(
        "WatchTexts", "Earlier restarts cannot be read, so the quota cannot be kept."
    ),
    BrakeWhy.CRASH_LOOP: QT_TRANSLATE_NOOP("WatchTexts", "It keeps hanging: a crash loop."),
    BrakeWhy.QUOTA: QT_TRANSLATE_NOOP("WatchTexts", "The restarts of this day are used up."),
}
_SHOWN_SIGHTINGS: Final = 6


def alert_text(alert: Alert) -> str:
    """Return what is wrong, with the VM's name."""
    return fill(WatchTexts.marked(_ALERTS[alert.kind]), alert.vm_name)


def alert_word(kind: AlertKind) -> str:
    """Return what is wrong with the VM that stands beside it."""
    return {
        AlertKind.LOST: WatchTexts.tr("does not answer"),
        AlertKind.DEGRADED: WatchTexts.tr("answers badly"),
        AlertKind.NO_START: WatchTexts.tr("has not come up"),
    }[kind]


def decision_title(decision: Decision) -> str:
    """Return what was decided, with the VM's name."""
    name = decision.subject.vm_name
    if decision.kind is DecisionKind.ALERT_RAISED and decision.alert is not None:
        return fill(WatchTexts.marked(_ALERTS[decision.alert]), name)
    return fill(WatchTexts.marked(_KINDS[decision.kind]), name)


def decision_reason(decision: Decision) -> str:
    """Return why, in one sentence; empty where the title says it all."""
    if decision.error is not None:
        return explain(decision.error).cause
    if decision.cleared is not None:
        return WatchTexts.marked(_CLEARED[decision.cleared])
    if decision.why is not None:
        return WatchTexts.marked(_BRAKES[decision.why])
    if decision.picture:
        return decision.picture
    if decision.kind is DecisionKind.CAME_BACK and decision.after_s is not None:
        return WatchTexts.tr("After %n seconds", "", round(decision.after_s))
    return ""


def decision_details(decision: Decision) -> str:
    """Return everything that led to a decision, to read and to copy."""
    lines = [f"{decision.when.astimezone():%Y-%m-%d %H:%M:%S}", decision_title(decision)]
    lines.append(decision_reason(decision))
    if decision.figures is not None:
        lines.extend(_figures(decision.figures))
    for sighting in decision.sightings[-_SHOWN_SIGHTINGS:]:
        lines.append(
            f"{sighting.at.astimezone():%H:%M:%S}  {sighting.state.value}  "
            f"{sighting.heartbeat.value}  {sighting.phase.value}  misses {sighting.misses}"
        )
    return "\n".join(line for line in lines if line)


def _figures(figures: BrakeFigures) -> tuple[str, ...]:
    return (
        fill(
            WatchTexts.tr("Looks without an answer: %1 of %2"),
            str(figures.misses),
            str(figures.misses_needed),
        ),
        fill(
            WatchTexts.tr("Silent for %1 s of %2 s"),
            f"{figures.lost_s:.0f}",
            f"{figures.lost_needed_s:.0f}",
        ),
        fill(
            WatchTexts.tr("Restarts in 24 hours: %1 of %2"),
            str(figures.restarts_day),
            str(figures.restarts_allowed),
        ),
    )


def notice_title(notice: Notice) -> str:
    """Return the headline of a desktop message."""
    if notice.count == 1:
        return alert_text(notice.alerts[0])
    return WatchTexts.tr("%n virtual machines need a look", "", notice.count)


def notice_body(notice: Notice) -> str:
    """Return the text of a desktop message: names and hosts, plain."""
    names = ", ".join(notice.names)
    more = notice.count - len(notice.names)
    if more > 0:
        names = fill(WatchTexts.tr("%1 and %2 more"), names, str(more))
    body = fill(WatchTexts.tr("%1 on %2"), names, ", ".join(notice.hosts))
    if notice.is_summary:
        body = fill(WatchTexts.tr("%1 (held back in quiet hours)"), body)
    return body
