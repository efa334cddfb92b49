"""Which host a command means, and who we are there."""

import argparse
import getpass
import math
import os
import sys
from urllib.parse import urlsplit

from console.model.certificate import bare_pin, is_pin
from console.model.connection import (
    HTTP_PORT,
    HTTPS_PORT,
    AuthMethod,
    Credential,
    Endpoint,
    Timeouts,
)
from console.model.errors import Refused, RefusedReason
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.settings.vault import KeyringVault, VaultUnavailable, account_name

_MAX_PASSWORD_BYTES = 4096
_MARGIN = 0.25
"""Share of the user's time limit that the host is not told, so that its own fault arrives first."""
_BY_TICKET = (AuthMethod.KERBEROS, AuthMethod.NEGOTIATE)


class UsageError(Exception):
    """The command line is wrong in a way that the parser cannot see; its text is for people."""


def endpoint_of(arguments: argparse.Namespace) -> Endpoint:
    """Return the endpoint that URL and options name.

    A bare name or address means WS-Management over HTTP on its usual port, with encrypted
    messages.

    Raises:
        UsageError: The URL cannot be meant.
    """
    text = str(arguments.url)
    if "://" not in text:
        text = f"http://[{text}]" if text.count(":") > 1 and "[" not in text else f"http://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as problem:
        raise UsageError(f"not an address: {arguments.url}") from problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"not an http or https address: {arguments.url}")
    if parts.username is not None or parts.password is not None:
        raise UsageError("no account or password in the URL; use --user and --password-fd")
    tls = parts.scheme == "https"
    return Endpoint(
        host=parts.hostname,
        port=port or (HTTPS_PORT if tls else HTTP_PORT),
        tls=tls,
        ca_file=arguments.ca_file,
        verify=not arguments.insecure,
        pin=_pin(arguments),
        allow_plain_basic=arguments.allow_plain_basic,
    )


def _pin(arguments: argparse.Namespace) -> str:
    pin = bare_pin(str(arguments.pin))
    if pin and not is_pin(pin):
        raise UsageError("--pin must be a SHA-256: 64 hexadecimal digits, colons allowed")
    if pin and arguments.insecure:
        raise UsageError("--pin and --insecure exclude each other")
    return pin


def timeouts_of(arguments: argparse.Namespace) -> Timeouts:
    """Return the bounds for a command's calls: none waits longer than ``--timeout`` in all."""
    limit = float(arguments.timeout)
    if not 0 < limit < math.inf:
        raise UsageError("--timeout must be more than 0 seconds")
    usual = Timeouts()
    margin = min(usual.margin, limit * _MARGIN)
    return Timeouts(min(usual.connect, limit), operation=limit - margin, margin=margin)


def credential_of(arguments: argparse.Namespace, endpoint: Endpoint) -> Credential:
    """Return the account with its password: from the descriptor, the keyring or a prompt.

    Raises:
        UsageError: No account or certificate is named, or the descriptor cannot be read.
        Refused: There is no password to be had.
    """
    method = AuthMethod(arguments.auth)
    user = arguments.user or ""
    if method is AuthMethod.CERTIFICATE:
        return _by_certificate(arguments, user)
    if not user and method not in _BY_TICKET:
        raise UsageError("--user is needed (only Kerberos can use a ticket that is there)")
    password = _password(arguments, endpoint, user, method)
    return Credential(user, password, method, spn=arguments.spn, realm=arguments.realm)


def _by_certificate(arguments: argparse.Namespace, user: str) -> Credential:
    """Return a certificate as proof; the password, if one is handed over, opens its key."""
    if not (arguments.client_certificate and arguments.client_key):
        raise UsageError("--auth certificate needs --client-certificate and --client-key")
    descriptor = arguments.password_fd
    return Credential(
        user,
        password_from_descriptor(descriptor) if descriptor is not None else "",
        AuthMethod.CERTIFICATE,
        certificate_file=arguments.client_certificate,
        key_file=arguments.client_key,
    )


def _password(
    arguments: argparse.Namespace, endpoint: Endpoint, user: str, method: AuthMethod
) -> str:
    if arguments.password_fd is not None:
        return password_from_descriptor(arguments.password_fd)
    kept = _kept_password(endpoint, user, method)
    if kept is not None:
        return kept
    if not user:
        return ""
    if not can_ask():
        if method is AuthMethod.KERBEROS:
            return ""  # there may be a ticket
        raise Refused(RefusedReason.NO_CREDENTIAL, endpoint.host, user)
    return ask_password(f"Password of {user} on {endpoint.host}: ")


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal; standard input may also be closed (``<&-``)."""
    return sys.stdin is not None and sys.stdin.isatty()  # pyright: ignore[reportUnnecessaryComparison]


def ask_password(prompt: str) -> str:
    """Ask at the terminal, without an echo.

    Raises:
        UsageError: The input ended instead (Ctrl+D).
    """
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise UsageError("no password was entered") from None


def _kept_password(endpoint: Endpoint, user: str, method: AuthMethod) -> str | None:
    config = HostConfig(HostId(""), endpoint.host, endpoint, user, method)
    try:
        return KeyringVault().get(account_name(config))
    except VaultUnavailable:
        return None


def password_from_descriptor(descriptor: int) -> str:
    """Read one line from an open descriptor, and nothing beyond it.

    Raises:
        UsageError: It is not open for reading, or holds no line.
    """
    data = b""
    try:
        while not data.endswith(b"\n") and len(data) < _MAX_PASSWORD_BYTES:
            byte = os.read(descriptor, 1)
            if not byte:
                break
            data += byte
    except OSError as problem:
        raise UsageError(f"descriptor {descriptor} cannot be read") from problem
    try:
        password = data.rstrip(b"\r\n").decode()
    except UnicodeDecodeError:
        # ``from None``: the original would carry the bytes of the password.
        raise UsageError(f"descriptor {descriptor} holds no UTF-8 text") from None
    if not password:
        raise UsageError(f"descriptor {descriptor} holds no password")
    return password
