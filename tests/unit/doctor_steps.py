"""At which step each cause belongs, for the document and its tests."""

from console.doctor.finding import Cause, Step

_FIRST = {
    Step.NAME: Cause.NAME_INVALID,
    Step.ADDRESS: Cause.ADDRESS_UNUSABLE,
    Step.PORT: Cause.PORT_CLOSED,
    Step.TLS: Cause.NOT_TLS,
    Step.HTTP: Cause.HTTP_SILENT,
    Step.IDENTIFY: Cause.IDENTIFY_REFUSED,
    Step.AUTHENTICATION: Cause.NO_CREDENTIAL,
    Step.AUTHORISATION: Cause.NOT_REMOTE_USER,
    Step.NAMESPACE: Cause.HYPER_V_MISSING,
    Step.HYPER_V: Cause.HYPER_V_TOO_OLD,
}
_LATE = {
    Cause.OWN_CERTIFICATE_UNREADABLE: Step.TLS,
    Cause.OWN_CERTIFICATE_REFUSED: Step.TLS,
    Cause.QUOTA_REACHED: Step.AUTHORISATION,
    Cause.ANSWER_SILENT: Step.AUTHORISATION,
    Cause.ANSWER_BROKEN: Step.AUTHORISATION,
    Cause.HOST_FAULT: Step.AUTHORISATION,
}


def _steps() -> dict[Cause, Step]:
    """Causes stand in the order of the steps, but for those in ``_LATE``."""
    found: dict[Cause, Step] = {}
    begins = {cause: step for step, cause in _FIRST.items()}
    step = Step.NAME
    for cause in Cause:
        step = begins.get(cause, step)
        found[cause] = _LATE.get(cause, step)
    return found


STEP_OF = _steps()
