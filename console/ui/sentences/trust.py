"""Why a host's certificate is not believed, and what to do about it, in sentences."""

from typing import Final

from console.model.certificate import Distrust
from console.model.errors import ConsoleError, Untrusted
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Trust = Context("Trust")

_COMPARE: Final = QT_TRANSLATE_NOOP(
    "Trust",
    "Compare its fingerprint with the host's and trust it for this host, or name the file of its "
    "authority in the host's settings.",
)
_CLOCKS: Final = QT_TRANSLATE_NOOP("Trust", "Check the clocks of the host and of this computer.")

_SENTENCES: Final = {
    Distrust.SELF_SIGNED: (
        QT_TRANSLATE_NOOP("Trust", "%1 shows a certificate that nobody but itself vouches for."),
        _COMPARE,
    ),
    Distrust.ISSUER_UNKNOWN: (
        QT_TRANSLATE_NOOP(
            "Trust", "The certificate of %1 is signed by nobody that this computer trusts."
        ),
        _COMPARE,
    ),
    Distrust.WRONG_NAME: (
        QT_TRANSLATE_NOOP("Trust", "The certificate of %1 is made out to another name."),
        QT_TRANSLATE_NOOP(
            "Trust",
            "Enter the name that the certificate is for as the address, or look at it and trust "
            "it for this host.",
        ),
    ),
    Distrust.EXPIRED: (
        QT_TRANSLATE_NOOP("Trust", "The certificate of %1 has expired."),
        QT_TRANSLATE_NOOP(
            "Trust", "Have it renewed on the host, and check the clocks of both computers."
        ),
    ),
    Distrust.NOT_YET_VALID: (
        QT_TRANSLATE_NOOP("Trust", "The certificate of %1 is not valid yet."),
        _CLOCKS,
    ),
    Distrust.CHANGED: (
        QT_TRANSLATE_NOOP(
            "Trust", "%1 shows another certificate than the trusted one. Nothing was sent to it."
        ),
        QT_TRANSLATE_NOOP(
            "Trust",
            "Ask whoever keeps the host why it changed; then look at both fingerprints and decide.",
        ),
    ),
    Distrust.CA_FILE: (
        QT_TRANSLATE_NOOP("Trust", "The file of authorities for %1 cannot be read."),
        QT_TRANSLATE_NOOP("Trust", "Check the CA file in the host's settings: it must be PEM."),
    ),
    Distrust.NO_PROOF: (
        QT_TRANSLATE_NOOP("Trust", "%1 could not prove that it is the host that was asked for."),
        QT_TRANSLATE_NOOP(
            "Trust", "Check its name in DNS; somebody may stand between you and the host."
        ),
    ),
    Distrust.OTHER: (
        QT_TRANSLATE_NOOP("Trust", "The certificate of %1 cannot be verified."),
        _COMPARE,
    ),
}


def distrusted(error: ConsoleError | None) -> Untrusted | None:
    """Return the error when it is about a certificate that can be looked at."""
    if isinstance(error, Untrusted) and error.certificate is not None:
        return error
    return None


def untrusted(error: Untrusted) -> tuple[str, str]:
    """Return cause and next step."""
    cause, next_step = _SENTENCES[error.why]
    return fill(Trust.marked(cause), error.address), Trust.marked(next_step)
