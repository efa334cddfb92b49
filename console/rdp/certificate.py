"""Certificates of consoles: the same as those of WinRM, though every console has one of its own.

Consoles have a self-signed certificate by default, so there is no authority to ask: TLS takes any
(``untrusting_context``), and the pin is compared before anything is sent.
"""

from console.model.certificate import CertificateSeen, fingerprint, is_pinned
from console.transport.certificate import describe
from console.transport.trust import untrusting_context

__all__ = ["CertificateSeen", "describe", "fingerprint", "is_pinned", "untrusting_context"]
