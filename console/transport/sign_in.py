"""Which way to sign in, decided before anything is opened."""

import importlib.util
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.transport.principal import names_realm


@dataclass(frozen=True, slots=True)
class SignIn:
    """A way to sign in.

    Attributes:
        method: The way; never ``NEGOTIATE``, which has been resolved.
        word: pywinrm's word for it.
        schemes: The schemes in ``WWW-Authenticate`` that allow it, lower case; empty when the
            header does not speak of it.
        modules: One of these groups must be installed, whole; none: nothing is needed.
        can_seal: Whether messages can be sealed with what the sign-in leaves behind.
    """

    method: AuthMethod
    word: str
    schemes: frozenset[str] = frozenset()
    modules: tuple[tuple[str, ...], ...] = ()
    can_seal: bool = False


NTLM = SignIn(
    AuthMethod.NTLM, "ntlm", frozenset({"negotiate", "ntlm"}), (("requests_ntlm",),), True
)
KERBEROS = SignIn(
    AuthMethod.KERBEROS,
    "kerberos",
    frozenset({"negotiate", "kerberos"}),
    (("gssapi", "krb5"), ("sspilib",)),  # the second is Windows' own
    True,
)
CREDSSP = SignIn(
    AuthMethod.CREDSSP, "credssp", frozenset({"credssp"}), (("requests_credssp",),), True
)
CERTIFICATE = SignIn(AuthMethod.CERTIFICATE, "certificate")
BASIC = SignIn(AuthMethod.BASIC, "basic", frozenset({"basic"}))

_BY_METHOD = {way.method: way for way in (NTLM, KERBEROS, CREDSSP, CERTIFICATE, BASIC)}


def is_installed(module: str) -> bool:
    """Tell whether a module can be imported, without importing it."""
    return importlib.util.find_spec(module) is not None


def ways_to_sign_in(
    endpoint: Endpoint, credential: Credential, has_module: Callable[[str], bool] = is_installed
) -> tuple[SignIn, ...]:
    """Return the ways to try, the next one only when Kerberos has no ticket; see ``NoTicket``.

    Raises:
        Refused: This computer lacks the library, the credential lacks a part, or Basic would show
            the password to the network.
    """
    if credential.method is AuthMethod.NEGOTIATE:
        ways = _negotiated(endpoint, credential, has_module)
    else:
        ways = (_BY_METHOD[credential.method],)
    for way in ways:
        _check(way, endpoint, credential, has_module)
    return ways


def _negotiated(
    endpoint: Endpoint, credential: Credential, has_module: Callable[[str], bool]
) -> tuple[SignIn, ...]:
    """Kerberos needs its library and a name (tickets are for names); NTLM needs a password.

    With a password Kerberos is tried for accounts that say which realm they are in, and for no
    others: the password of a host's own ``Administrator`` would count against the domain's.
    """
    is_named = bool(credential.spn) or not _is_address(endpoint.host)
    if not (is_named and _is_there(KERBEROS, has_module)):
        return (NTLM,)
    if not credential.password:
        return (KERBEROS,)
    return (KERBEROS, NTLM) if names_realm(credential) else (NTLM,)


def _is_there(way: SignIn, has_module: Callable[[str], bool]) -> bool:
    return not way.modules or any(all(map(has_module, group)) for group in way.modules)


def _check(
    way: SignIn, endpoint: Endpoint, credential: Credential, has_module: Callable[[str], bool]
) -> None:
    def refused(reason: RefusedReason) -> Refused:
        return Refused(reason, endpoint.host, credential.user)

    if not _is_there(way, has_module):
        raise refused(RefusedReason.METHOD_NOT_INSTALLED)
    if way is CERTIFICATE:
        if not (credential.certificate_file and credential.key_file):
            raise refused(RefusedReason.NO_CREDENTIAL)
        if not endpoint.tls:  # there is no place for a certificate in plain HTTP
            raise refused(RefusedReason.METHOD_NOT_OFFERED)
    elif way is not KERBEROS and not (credential.user and credential.password):
        raise refused(RefusedReason.NO_CREDENTIAL)
    if way is BASIC and not _may_send_password(endpoint):
        raise refused(RefusedReason.PLAIN_BASIC)


def _may_send_password(endpoint: Endpoint) -> bool:
    return endpoint.tls or endpoint.allow_plain_basic or _is_loopback(endpoint.host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if _is_address(host):
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    return host.lower() == "localhost"
