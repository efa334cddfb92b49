"""The client's side of CredSSP on a TLS channel (MS-CSSP 3.1.5): who we are, and nothing more.

Theory of operation
-------------------
1. SPNEGO (or bare NTLM) tokens go to and fro until the context stands.
2. The client seals a hash of the public key that it sees in the host's certificate, and the host
   answers with one of its own. Somebody in the middle with another certificate can forge neither,
   because it does not know the keys that come out of step 1.
3. The client would now delegate its password. Ours sends empty credentials: the host needs no more
   than step 1, and the guest asks for its own account. So no host and no guest ever holds the
   password.

Everything waits on the network except the token steps, which may ask a domain controller when
Kerberos is used: call it where blocking hurts nobody.
"""

import hmac
import importlib.util
import os
import struct
from typing import Final

import spnego
from spnego.exceptions import SpnegoError

from console.model.certificate import Distrust
from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    Malformed,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.rdpwire import tsrequest
from console.rdpwire.errors import BadBytes, CutOff
from console.rdpwire.public_key import subject_public_key
from console.rdpwire.stream import TlsStream
from console.rdpwire.tsrequest import TsRequest

SERVICE: Final = "Microsoft Virtual Console Service"
"""Class of the service principal that Hyper-V hosts register for their consoles."""
_NONCE_SIZE: Final = 32
_MAX_STEPS: Final = 8
"""NTLM takes two, SPNEGO and Kerberos at most five."""
_BROKEN: Final = (SpnegoError, ValueError, struct.error, LookupError, TypeError, AttributeError)
"""What pyspnego raises for tokens that nobody can make sense of."""
_KERBEROS: Final = ("gssapi", "krb5")

_PROTOCOLS: Final = {AuthMethod.NTLM: "ntlm", AuthMethod.KERBEROS: "kerberos"}


async def sign_in(stream: TlsStream, credential: Credential, host: str) -> None:
    """Prove to a host who we are.

    Args:
        stream: The TLS channel; its certificate has been compared with the pin already.
        credential: The account on the host.
        host: Its name or address, for Kerberos and for errors.

    Raises:
        Refused: The host does not take the account, or there is no password.
        Untrusted: The host does not see the certificate that we see: somebody is in the middle.
        Unreachable: The host ended the connection.
        Malformed: It does not speak CredSSP.
    """
    context = client_context(credential, host)
    try:
        await _sign_in(stream, context, credential, host)
    except CutOff as problem:
        raise Unreachable(
            UnreachableReason.CONNECTION_LOST, host, "closed during the sign-in"
        ) from problem
    except BadBytes as problem:
        raise Malformed(f"{host}: no CredSSP: {problem}") from problem


def client_context(credential: Credential, host: str) -> spnego.ContextProxy:
    """Return the inner authentication.

    Raises:
        Refused: ``NO_CREDENTIAL``: it cannot be begun with what is known; ``METHOD_NOT_INSTALLED``:
            this computer lacks the library for it.
    """
    has_kerberos = any(importlib.util.find_spec(name) for name in _KERBEROS) or os.name == "nt"
    protocol = _PROTOCOLS.get(credential.method, "negotiate")
    if protocol == "kerberos" and not has_kerberos:
        raise Refused(RefusedReason.METHOD_NOT_INSTALLED, host, credential.user)
    if not credential.password and (protocol == "ntlm" or not has_kerberos):
        raise Refused(RefusedReason.NO_CREDENTIAL, host, credential.user)
    try:
        return spnego.client(
            credential.user or None,
            credential.password or None,
            hostname=host,
            service=SERVICE,
            protocol=protocol,
        )
    except _BROKEN as problem:
        raise Refused(RefusedReason.NO_CREDENTIAL, host, credential.user) from problem


async def _sign_in(
    stream: TlsStream, context: spnego.ContextProxy, credential: Credential, host: str
) -> None:
    key = subject_public_key(stream.peer_certificate)
    token, version = await _agree(stream, context, credential, host)
    nonce = os.urandom(_NONCE_SIZE)
    proof = _seal(context, tsrequest.client_proof(version, nonce, key))
    sent = nonce if version >= tsrequest.HASHED_SINCE else b""
    await stream.write(tsrequest.encode(TsRequest(token=token, key_proof=proof, nonce=sent)))
    answer = await _answer(stream, credential, host)
    expected = tsrequest.server_proof(version, nonce, key)
    if not hmac.compare_digest(_open(context, answer.key_proof, host), expected):
        detail = "the host does not see the certificate that this computer sees"
        raise Untrusted(host, detail, Distrust.NO_PROOF)
    nothing = _seal(context, tsrequest.encode_credentials())
    await stream.write(tsrequest.encode(TsRequest(credentials=nothing)))


async def _agree(
    stream: TlsStream, context: spnego.ContextProxy, credential: Credential, host: str
) -> tuple[bytes, int]:
    """Exchange tokens until the context stands; our last token, and the version of both."""
    token = _step(context, b"", credential, host)
    for _ in range(_MAX_STEPS):
        await stream.write(tsrequest.encode(TsRequest(token=token)))
        answer = await _answer(stream, credential, host)
        token = _step(context, answer.token, credential, host) if answer.token else b""
        if context.complete:
            return token, min(tsrequest.VERSION, answer.version)
        if not token:
            break
    raise BadBytes("the sign-in comes to no end")


async def _answer(stream: TlsStream, credential: Credential, host: str) -> TsRequest:
    answer = tsrequest.decode(await stream.read_der())
    if answer.error:
        raise Refused(RefusedReason.BAD_CREDENTIAL, host, credential.user)
    return answer


def _step(context: spnego.ContextProxy, token: bytes, credential: Credential, host: str) -> bytes:
    try:
        return context.step(token or None) or b""
    except SpnegoError as problem:
        if not token:  # nothing was sent yet: no ticket, no usable account
            raise Refused(RefusedReason.NO_CREDENTIAL, host, credential.user) from problem
        raise BadBytes(f"a token cannot be used ({type(problem).__name__})") from problem
    except _BROKEN as problem:
        raise BadBytes(f"a token cannot be read ({type(problem).__name__})") from problem


def _seal(context: spnego.ContextProxy, data: bytes) -> bytes:
    """Seal something of ours; a host that took sealing out of the agreement gets nothing."""
    try:
        return context.wrap(data, encrypt=True).data
    except _BROKEN as problem:
        raise BadBytes(f"the host allows no sealing ({type(problem).__name__})") from problem


def _open(context: spnego.ContextProxy, data: bytes, host: str) -> bytes:
    """Open the host's proof; one that was not sealed with our keys proves nothing."""
    try:
        return context.unwrap(data).data
    except _BROKEN as problem:
        detail = "the host's proof of its certificate is not its own"
        raise Untrusted(host, detail, Distrust.NO_PROOF) from problem
