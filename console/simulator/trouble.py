"""Troubles that a simulated host can be given by name, for the connection doctor and its tests.

Each is a fault with its scope, or a bent setting: what a broken or hostile network, a wrong account
and a wrongly configured Windows look like from outside.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from console.simulator import refusals
from console.simulator.accounts import Account
from console.simulator.endpoint import ServiceLimits
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.faults import (
    AnswerFault,
    AnswerStatus,
    AnyFault,
    FaultPlan,
    GarbageBody,
    Hang,
    HtmlPage,
    Phase,
    Redirect,
    Reset,
    RewriteBody,
    Scope,
    ShiftDate,
)
from console.simulator.server import HostSettings
from console.simulator.tls import TlsIdentity

_ANYTHING: Final = Scope(handshake=True)
_HYPER_V: Final = Scope(class_name="virtualization")
_IDENTIFY: Final = Scope(operation="Identify")
_HOUR_S: Final = 3600.0
_YEAR: Final = dt.timedelta(days=365)


def _vendor(soap: bytes) -> bytes:
    return soap.replace(b"Microsoft Corporation", b"Openwsman Project")


def _old(soap: bytes) -> bytes:
    return re.sub(rb"OS: [1-9]\d*\.\d+\.\d+", b"OS: 6.2.9200", soap)


def _namespace(status: CimStatus) -> AnswerFault:
    return AnswerFault(refusals.of_wmi(CimFailure(status), in_query=True).fault)


FAULTS: Final[Mapping[str, tuple[AnyFault, Scope]]] = {
    "silent": (Hang(performs=False), _ANYTHING),
    "reset": (Reset(Phase.BEFORE_HEADERS, performs=False), _ANYTHING),
    "html": (HtmlPage(), _ANYTHING),
    "redirect": (Redirect("http://elsewhere.invalid/wsman"), _ANYTHING),
    "proxy": (AnswerStatus(407), _ANYTHING),
    "unavailable": (AnswerStatus(503), _ANYTHING),
    "clock-off": (ShiftDate(_HOUR_S), _ANYTHING),
    "not-wsman": (GarbageBody(), _IDENTIFY),
    "other-vendor": (RewriteBody(_vendor), _IDENTIFY),
    "old-windows": (RewriteBody(_old), _IDENTIFY),
    "namespace-denied": (_namespace(CimStatus.ACCESS_DENIED), _HYPER_V),
    "no-hyper-v": (_namespace(CimStatus.INVALID_NAMESPACE), _HYPER_V),
    "quota": (AnswerFault(refusals.too_many_operations(1500).fault), _HYPER_V),
}
"""Troubles that are faults of the host's answers."""


def _accounts(settings: HostSettings, change: Callable[[Account], Account]) -> HostSettings:
    return replace(settings, accounts=tuple(change(account) for account in settings.accounts))


def _expired(settings: HostSettings) -> HostSettings:
    start = dt.datetime.now(dt.UTC) - _YEAR
    identity = TlsIdentity.self_signed(not_before=start, valid=dt.timedelta(days=30))
    return replace(settings, tls=identity)


def _not_yet_valid(settings: HostSettings) -> HostSettings:
    start = dt.datetime.now(dt.UTC) + _YEAR
    return replace(settings, tls=TlsIdentity.self_signed(not_before=start))


def _wrong_name(settings: HostSettings) -> HostSettings:
    return replace(settings, tls=TlsIdentity.self_signed(("another.example.com",)))


def _small_envelope(settings: HostSettings) -> HostSettings:
    return replace(settings, limits=ServiceLimits(max_envelope_size=150 * 1024))


SETTINGS: Final[Mapping[str, Callable[[HostSettings], HostSettings]]] = {
    "certificate-expired": _expired,
    "certificate-not-yet-valid": _not_yet_valid,
    "certificate-wrong-name": _wrong_name,
    "console-closed": lambda settings: replace(settings, console_port=None),
    "identify-refused": lambda settings: replace(settings, open_identify=False),
    "not-remote-user": lambda settings: _accounts(
        settings, lambda account: replace(account, is_remote_user=False)
    ),
    "not-hyper-v-admin": lambda settings: _accounts(
        settings, lambda account: replace(account, is_hyperv_admin=False)
    ),
    "small-envelope": _small_envelope,
}
"""Troubles that are settings of the host; those about certificates make it speak TLS."""

NAMES: Final = (*FAULTS, *SETTINGS)


class TroubleUnknown(ValueError):
    """Nobody knows this trouble; the message is its name."""


def bend(settings: HostSettings, names: Iterable[str]) -> HostSettings:
    """Return settings with those troubles that are settings.

    Raises:
        TroubleUnknown: A name is none of ``NAMES``.
    """
    for name in names:
        if name in SETTINGS:
            settings = SETTINGS[name](settings)
        elif name not in FAULTS:
            raise TroubleUnknown(name)
    return settings


def plant(plan: FaultPlan, names: Iterable[str]) -> None:
    """Add those troubles that are faults to a host's plan; the others are left out."""
    for name in names:
        if name in FAULTS:
            plan.add(*FAULTS[name])
