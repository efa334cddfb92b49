"""pywinrm's ``Transport`` on our connection, judging each answer before anybody reads it.

Imported late, because pywinrm and requests take a third of a second.
"""

import struct
from typing import Any, Final

import requests
from requests.auth import HTTPBasicAuth
from winrm.encryption import Encryption
from winrm.transport import Transport

from console.model.connection import Credential, Endpoint
from console.model.errors import Malformed, Refused, RefusedReason
from console.transport.adapter import Broken, HostAdapter
from console.transport.host_clock import is_clock_off
from console.transport.kerberos_auth import KerberosAuth
from console.transport.sign_in import BASIC, KERBEROS, SignIn
from console.transport.ticket import TicketBook

_CLEAR = frozenset({"application/soap+xml"})
_SEALED = frozenset({"multipart/encrypted", "multipart/x-multi-encrypted"})
_HTTP_SYS = "Microsoft-HTTPAPI/"
_KERBEROS_SEALED: Final = b"application/HTTP-Kerberos-session-encrypted"


class HostTransport(Transport):
    """One sign-in and what follows it on the same connection; of no use after any error.

    Args:
        endpoint: Where.
        credential: Who.
        way: How to sign in.
        adapter: The connection.
        tickets: Where Kerberos' tickets come from.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credential: Credential,
        way: SignIn,
        adapter: HostAdapter,
        tickets: TicketBook,
    ) -> None:
        super().__init__(
            endpoint.url,
            username=credential.user or None,
            password=credential.password,
            ca_trust_path="",  # these three are the adapter's business; here they keep pywinrm
            server_cert_validation="validate",  # from looking into the environment
            proxy="",  # with None, requests sets and deletes a variable of the whole process
            cert_pem=credential.certificate_file or None,
            cert_key_pem=credential.key_file or None,
            auth_method=way.word,  # type: ignore[arg-type] -- the words are pywinrm's own
            message_encryption="always" if seals(endpoint, way) else "never",
            # "auto" would show a wrong password to the domain first and to the host then
            credssp_auth_mechanism="ntlm",
        )
        self._way = way
        self._user = credential.user
        self._is_plain = not endpoint.tls
        self._adapter = adapter
        self._host = endpoint.host
        adapter.seals = seals(endpoint, way)
        self._tickets = tickets
        self._prefers_negotiate = credential.method is not way.method

    def build_session(self) -> requests.Session:
        """Return the session, signed in when messages are to be sealed."""
        session = self._kerberos_session() if self._way is KERBEROS else super().build_session()
        self._fit(session)
        return session

    def setup_encryption(self, session: requests.Session) -> None:
        """Sign in by an empty POST, as ``build_session`` asks for."""
        self._fit(session)
        empty = session.prepare_request(requests.Request("POST", self.endpoint))
        self._send_message_request(session, empty)
        self.encryption = Sealing(session, self.auth_method)

    def _kerberos_session(self) -> requests.Session:
        """Return what pywinrm would make, with a sign-in of our own; see ``kerberos_auth``."""
        if self.session is None:
            session = requests.Session()
            session.headers.update(self.default_headers)
            session.auth = KerberosAuth(
                self._tickets, self._adapter, prefers_negotiate=self._prefers_negotiate
            )
            self.session = session
            if self._adapter.seals:
                self.setup_encryption(session)
        return self.session

    def _fit(self, session: requests.Session) -> None:
        session.trust_env = False  # no proxies, no .netrc
        session.proxies.clear()
        session.headers["Accept-Encoding"] = "identity"
        if (
            self._way is BASIC
        ):  # requests knows Latin-1 only, and would show a password it can't say
            session.auth = HTTPBasicAuth(
                (self.username or "").encode(),  # type: ignore[arg-type]
                (self.password or "").encode(),  # type: ignore[arg-type]
            )
        session.mount("http://", self._adapter)
        session.mount("https://", self._adapter)

    def _send_message_request(
        self, session: requests.Session, prepared_request: requests.PreparedRequest
    ) -> requests.Response:
        response = session.send(prepared_request, allow_redirects=False)
        if response.status_code == 401:
            raise refusal(self._adapter, self._way, self._user)
        if prepared_request.body:
            self._judge(response)
        elif response.status_code != 200 or not self._adapter.offered:
            # WinRM never lets an empty POST pass that has not proved who it is.
            raise self._adapter.not_wsman()
        return response

    def _judge(self, response: requests.Response) -> None:
        """Let only SOAP pass: sealed where we seal, in clear where we do not."""
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind in (_CLEAR if self.encryption is None else _SEALED):
            return
        if self.encryption is not None and kind in _CLEAR:
            raise Malformed(f"{self._host}: a clear answer to a sealed request")
        if self.encryption is not None and response.status_code == 400:
            raise Broken(self._adapter.not_wsman(), nothing_happened=False)
        if self._wants_encryption(response):
            raise Refused(RefusedReason.ENCRYPTION_REQUIRED, self._host, self._user)
        raise self._adapter.not_wsman()

    def _wants_encryption(self, response: requests.Response) -> bool:
        """Tell whether this is ``AllowUnencrypted=false`` speaking (diyan/pywinrm issue 208)."""
        return (
            self._is_plain
            and self.encryption is None
            and response.status_code == 500
            and not response.content
            and self._adapter.last.server.startswith(_HTTP_SYS)
        )


class Sealing(Encryption):
    """pywinrm's frame around sealed messages, with two things put right.

    The protocol of a Kerberos message depends on the scheme of the sign-in (MS-WSMV 2.2.9.1), and
    the length of CredSSP's trailer on the version of TLS, which pyspnego knows.
    """

    def __init__(self, session: requests.Session, protocol: str) -> None:
        super().__init__(session, protocol)
        auth = session.auth
        if isinstance(auth, KerberosAuth) and auth.scheme == "Kerberos":
            self.protocol_string = _KERBEROS_SEALED

    def _build_credssp_message(self, message: bytes, host: str | bytes | None) -> bytes:
        auth: Any = self.session.auth  # requests_credssp's, which has no types
        wrapped = auth.contexts[host].wrap_winrm(message)
        return struct.pack("<i", len(wrapped.header)) + wrapped.header + wrapped.data


def seals(endpoint: Endpoint, way: SignIn) -> bool:
    """Tell whether messages are sealed: always where nothing else hides them and the way can."""
    return way.can_seal and not endpoint.tls


def refusal(adapter: HostAdapter, way: SignIn, user: str) -> Refused:
    """Return the error for a host that stays with 401."""
    names = {scheme.lower() for scheme in adapter.offered}
    is_offered = not way.schemes or bool(way.schemes & names)
    reason = RefusedReason.BAD_CREDENTIAL if is_offered else RefusedReason.METHOD_NOT_OFFERED
    if is_offered and way is KERBEROS:  # the password was good for a ticket, or there was none
        reason = RefusedReason.TICKET_REFUSED
    if is_offered and is_clock_off(adapter.last.date):
        reason = RefusedReason.CLOCK_OFF
    return Refused(reason, adapter.address, user, adapter.offered)
