"""Return values of Hyper-V's methods as stable words.

Two families of codes exist ("Msvm" and "DMTF", Hyper-V WMI v2 reference, per method), and hosts
answer with codes of the other family too, mostly inside a job's ``ErrorCode``: so both are read
everywhere. A few methods reuse numbers of their own.
"""

from typing import Final

COMPLETED: Final = 0
JOB_STARTED: Final = 4096
INVALID_STATE: Final = 32775

_WORDS: Final[dict[int, str]] = {
    0: "completed",
    1: "not_supported",
    2: "failed",
    3: "timed_out",
    4: "invalid_parameter",
    5: "invalid_state",
    6: "incompatible_parameters",
    4096: "job_started",
    32768: "failed",
    32769: "access_denied",
    32770: "not_supported",
    32771: "status_unknown",
    32772: "timed_out",
    32773: "invalid_parameter",
    32774: "in_use",
    32775: "invalid_state",
    32776: "incorrect_data_type",
    32777: "not_available",
    32778: "out_of_memory",
    32779: "file_not_found",
}

_SHUTDOWN: Final[dict[int, str]] = {
    32780: "guest_not_ready",
    32781: "guest_locked",
    32782: "shutdown_in_progress",
}
"""Msvm_ShutdownComponent.InitiateShutdown, InitiateReboot."""

_JOB: Final[dict[int, str]] = {
    4097: "invalid_transition",
    4098: "timeout_parameter_not_supported",
    4099: "busy",
}
"""CIM_ConcreteJob.RequestStateChange."""

_KEYBOARD: Final[dict[int, str]] = {1: "untranslatable_character"}
"""Msvm_Keyboard.TypeText."""


def word_of(method: str, code: int) -> str:
    """Return a stable word for a return value, ``"unknown"`` for a number nobody documents.

    Args:
        method: ``Class.Method``; some methods have codes of their own.
        code: The return value, or a job's ``ErrorCode``.
    """
    own: dict[int, str] = {}
    if method.endswith(("InitiateShutdown", "InitiateReboot")):
        own = _SHUTDOWN
    elif method.endswith("ConcreteJob.RequestStateChange"):
        own = _JOB
    elif method.endswith("Keyboard.TypeText"):
        own = _KEYBOARD
    return own.get(code) or _WORDS.get(code, "unknown")
