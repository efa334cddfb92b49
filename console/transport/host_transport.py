"""pywinrm's ``Transport`` on our connection, judging each answer before anybody reads it.

Imported late, because pywinrm and requests take a third of a second.
"""

import requests
from requests.auth import HTTPBasicAuth
from winrm.transport import Transport

from console.model.connection import Credential, Endpoint
from console.model.errors import Malformed, Refused, RefusedReason
from console.transport.adapter import Broken, HostAdapter
from console.transport.host_clock import is_clock_off
from console.transport.sign_in import BASIC, SignIn

_CLEAR = frozenset({"application/soap+xml"})
_SEALED = frozenset({"multipart/encrypted", "multipart/x-multi-encrypted"})
_HTTP_SYS = "Microsoft-HTTPAPI/"


class HostTransport(Transport):
    """One sign-in and what follows it on the same connection; of no use after any error.

    Args:
        endpoint: Where.
        credential: Who.
        way: How to sign in.
        adapter: The connection.
    """

    def __init__(
        self, endpoint: Endpoint, credential: Credential, way: SignIn, adapter: HostAdapter
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
        )
        self._way = way
        self._user = credential.user
        self._is_plain = not endpoint.tls
        self._adapter = adapter
        self._host = endpoint.host
        adapter.seals = seals(endpoint, way)

    def build_session(self) -> requests.Session:
        """Return the session, signed in when messages are to be sealed."""
        session = super().build_session()
        self._fit(session)
        return session

    def setup_encryption(self, session: requests.Session) -> None:
        """Sign in by an empty POST, as ``build_session`` asks for."""
        self._fit(session)
        super().setup_encryption(session)

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


def seals(endpoint: Endpoint, way: SignIn) -> bool:
    """Tell whether messages are sealed: always where nothing else hides them and the way can."""
    return way.can_seal and not endpoint.tls


def refusal(adapter: HostAdapter, way: SignIn, user: str) -> Refused:
    """Return the error for a host that stays with 401."""
    names = {scheme.lower() for scheme in adapter.offered}
    is_offered = not way.schemes or bool(way.schemes & names)
    reason = RefusedReason.BAD_CREDENTIAL if is_offered else RefusedReason.METHOD_NOT_OFFERED
    if is_offered and is_clock_off(adapter.last.date):
        reason = RefusedReason.CLOCK_OFF
    return Refused(reason, adapter.address, user, adapter.offered)
