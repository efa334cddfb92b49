"""A host's certificate as it is shown to the user, and what it means to have pinned one.

A *pin* is the SHA-256 of a certificate (DER), 64 small hexadecimal digits. With a pin exactly that
certificate is believed and no other, whatever names and dates stand in it.
"""

import enum
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_PIN: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class CertificateSeen:
    """What a certificate says of itself; nobody has vouched for any of it.

    Attributes:
        sha256: Of its DER, 64 small hexadecimal digits: what is pinned.
        subject: Whom it names (RFC 4514).
        issuer: Who signed it; the same as the subject for self-signed ones.
        names: DNS names and addresses that it is for.
        not_before: Start of its validity.
        not_after: End of its validity.
    """

    sha256: str
    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details"."""
        return (
            ("sha256", self.sha256),
            ("subject", self.subject),
            ("issuer", self.issuer),
            ("names", ", ".join(self.names)),
            ("valid from", self.not_before.isoformat()),
            ("valid until", self.not_after.isoformat()),
        )


class Distrust(enum.Enum):
    """Why a certificate is not believed."""

    SELF_SIGNED = "self_signed"
    """It vouches for itself."""
    ISSUER_UNKNOWN = "issuer_unknown"
    """Nobody on this computer knows who signed it."""
    WRONG_NAME = "wrong_name"
    """It is for other names than the one that was asked for."""
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    CHANGED = "changed"
    """Another one is pinned."""
    CA_FILE = "ca_file"
    """Nothing was looked at: the file of authorities cannot be read."""
    NO_PROOF = "no_proof"
    """The host could not prove that it is who it says (Kerberos, CredSSP)."""
    OTHER = "other"


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate (DER), 64 small hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def is_pinned(certificate: bytes, pin: str) -> bool:
    """Whether a certificate (DER) is the pinned one; never with an empty pin."""
    return bool(pin) and hmac.compare_digest(fingerprint(certificate), pin.lower())


def bare_pin(text: str) -> str:
    """Return a fingerprint as it is kept: without colons and blanks, small; not judged."""
    return "".join(text.replace(":", "").split()).lower()


def is_pin(text: str) -> bool:
    """Whether this is a SHA-256 as it is kept."""
    return bool(_PIN.match(text))
