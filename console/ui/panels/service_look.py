"""What a service's row shows, as one comparable value: pure, so every case has its test."""

from dataclasses import dataclass
from typing import Final

from console.fleet.answer_watch import AnswerVerdict
from console.model.integration import GuestFamily
from console.model.service import ServiceDetail, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.ui import texts
from console.ui.sentences.guest_steps import GuestStep, guest_step
from console.ui.sentences.service_meaning import before_off
from console.ui.text_context import Context

ServiceLook = Context("ServiceLook")

_TROUBLED: Final = (
    ServiceStatus.ERROR,
    ServiceStatus.NON_RECOVERABLE,
    ServiceStatus.LOST_COMMUNICATION,
)


@dataclass(frozen=True, slots=True)
class ServiceFace:
    """One row.

    Attributes:
        is_checked: How the switch stands.
        is_busy: Whether it is being switched.
        is_switchable: Whether the switch may be used.
        glyph: Name of the icon before the status.
        role: Colour of the status.
        status: How it does.
        advice: What to do about it, shown below; empty for nothing.
        more: The same for states that are in order, shown as a tooltip.
        warning: What to know before it is switched off; empty where nothing relies on it.
        step: What to do inside the guest so that it answers.
        why_not: Why the switch may not be used, where the host is the reason.
    """

    is_checked: bool
    is_busy: bool
    is_switchable: bool
    glyph: str
    role: str
    status: str
    advice: str = ""
    more: str = ""
    warning: str = ""
    step: GuestStep | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class GuestSide:
    """What is known of the guest's half of a service.

    Attributes:
        family: Which system the guest runs.
        answer: Whether it has answered since the service was switched on here.
    """

    family: GuestFamily = GuestFamily.UNKNOWN
    answer: AnswerVerdict | None = None


UNKNOWN_GUEST: Final = GuestSide()


def face_of(
    service: ServiceSnapshot | None,
    vm_state: VmState,
    *,
    wanted: bool | None,
    can_switch: bool,
    guest: GuestSide = UNKNOWN_GUEST,
    why_not: str = "",
) -> ServiceFace:
    """Return what the row of a service shows; ``why_not`` goes with ``can_switch`` being false."""
    is_on = service is not None and bool(service.enabled)
    if wanted is not None:
        text = ServiceLook.tr("Turning on…") if wanted else ServiceLook.tr("Turning off…")
        return ServiceFace(wanted, True, False, "waiting", "accent", text)
    if service is None:
        return ServiceFace(False, False, False, "waiting", "muted", ServiceLook.tr("Not read yet"))
    if guest.answer is AnswerVerdict.WAITING and is_on and not service.is_answering:
        text = ServiceLook.tr("On, waiting for the guest to answer…")
        return ServiceFace(True, False, can_switch, "waiting", "accent", text, why_not=why_not)
    glyph, role = _mark(service, vm_state)
    advice = texts.service_advice(service, vm_state)
    step = _step(service, vm_state, guest)
    is_told = role in ("warn", "error") and step is None
    return ServiceFace(
        is_on,
        False,
        can_switch and service.is_available,
        glyph,
        role,
        texts.service_status(service, vm_state),
        advice if is_told else "",
        advice,
        before_off(service.kind) if is_on else "",
        step,
        why_not,
    )


def _step(service: ServiceSnapshot, vm_state: VmState, guest: GuestSide) -> GuestStep | None:
    """Return what to do in the guest: where it never answered, or stays silent after a switch."""
    if not service.enabled or service.is_answering or vm_state is not VmState.RUNNING:
        return None
    is_silent = guest.answer is AnswerVerdict.SILENT
    if service.status is not ServiceStatus.NO_CONTACT and not is_silent:
        return None
    return guest_step(guest.family, service.kind)


def _mark(service: ServiceSnapshot, vm_state: VmState) -> tuple[str, str]:
    """Return glyph and colour: shape and words tell the state, colour only helps."""
    if not service.enabled or vm_state in (VmState.OFF, VmState.SAVED):
        return "off", "muted"
    if service.detail is ServiceDetail.APPLICATIONS_CRITICAL:
        return "warn", "warn"
    if service.is_answering:
        return "ok", "ok"
    if service.status in _TROUBLED:
        return "error", "error"
    if service.status is ServiceStatus.NO_CONTACT:
        return "warn", "warn"
    return "off", "muted"
