"""What a service's row shows, as one comparable value: pure, so every case has its test."""

from dataclasses import dataclass
from typing import Final

from console.model.service import ServiceDetail, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.ui import texts
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
    """

    is_checked: bool
    is_busy: bool
    is_switchable: bool
    glyph: str
    role: str
    status: str
    advice: str = ""
    more: str = ""


def face_of(
    service: ServiceSnapshot | None,
    vm_state: VmState,
    *,
    wanted: bool | None,
    can_switch: bool,
) -> ServiceFace:
    """Return what the row of a service shows."""
    is_on = service is not None and bool(service.enabled)
    if wanted is not None:
        text = ServiceLook.tr("Turning on…") if wanted else ServiceLook.tr("Turning off…")
        return ServiceFace(wanted, True, False, "waiting", "accent", text)
    if service is None:
        return ServiceFace(False, False, False, "waiting", "muted", ServiceLook.tr("Not read yet"))
    glyph, role = _mark(service, vm_state)
    advice = texts.service_advice(service, vm_state)
    return ServiceFace(
        is_on,
        False,
        can_switch and service.is_available,
        glyph,
        role,
        texts.service_status(service, vm_state),
        advice if role in ("warn", "error") else "",
        advice,
    )


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
