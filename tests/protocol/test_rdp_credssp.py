"""CredSSP's client against hosts that lie, break off, are old, or say anything at all."""

import asyncio
import ssl
import traceback

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Credential
from console.model.errors import ConsoleError, Malformed, Refused, Unreachable, Untrusted
from console.rdp.credssp import SERVICE, client_context, sign_in
from console.rdpwire import der, tsrequest
from console.rdpwire.errors import BadBytes
from console.rdpwire.public_key import subject_public_key
from console.rdpwire.stream import TlsStream
from console.rdpwire.tsrequest import TsRequest
from console.simulator.accounts import Account, AccountBook
from console.simulator.console import acceptor
from console.simulator.tls import TlsIdentity

SECRET = "pw-credssp-0815"
IDENTITY = TlsIdentity.self_signed()
DER = ssl.PEM_cert_to_DER_cert(IDENTITY.certificate.decode())
CREDENTIAL = Credential("sim", SECRET)


class Pipe(TlsStream):
    """A channel without TLS, for one side."""

    def __init__(self):
        self._kept = bytearray()
        self.queue = asyncio.Queue()
        self.other = None
        self.is_over = False

    @property
    def peer_certificate(self):
        return DER

    async def read(self):
        if self._kept:
            data = bytes(self._kept)
            self._kept.clear()
            return data
        if self.is_over:
            return b""
        data = await self.queue.get()
        self.is_over = not data
        return data

    async def write(self, data):
        self.other.queue.put_nowait(data)


def talk(host, credential=CREDENTIAL, limit=10.0):
    """Sign in to a host, given as a coroutine function of its end."""

    async def both():
        ours, theirs = Pipe(), Pipe()
        ours.other, theirs.other = theirs, ours

        async def serve():
            try:
                return await host(theirs)
            except Exception as problem:  # noqa: BLE001 - the host's own opinion
                return problem
            finally:
                ours.queue.put_nowait(b"")

        async with asyncio.timeout(limit), asyncio.TaskGroup() as group:
            served = group.create_task(serve())
            try:
                await sign_in(ours, credential, "hv1")
            finally:
                theirs.queue.put_nowait(b"")
        return served.result()

    try:
        return asyncio.run(both())
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


@pytest.fixture
def book():
    found = AccountBook((Account("sim", SECRET),))
    yield found
    found.close()


@pytest.fixture
def host(book):
    return lambda pipe: acceptor.accept(pipe, subject_public_key(DER), book)


@pytest.mark.parametrize("method", [AuthMethod.NTLM, AuthMethod.NEGOTIATE])
@pytest.mark.parametrize("version", [2, 4, 5, 6])
def test_signs_in_to_hosts_of_every_version(host, method, version, monkeypatch):
    monkeypatch.setattr(tsrequest, "VERSION", version)
    assert talk(host, Credential("sim", SECRET, method)).user == "sim"


def test_nothing_is_delegated(host, monkeypatch):
    seen = []
    real = tsrequest.delegates
    monkeypatch.setattr(tsrequest, "delegates", lambda data: seen.append((real(data), data)))
    talk(host)
    assert [found for found, _ in seen] == [False]
    assert SECRET.encode("utf-16-le") not in seen[0][1]


def test_a_wrong_password_is_refused(host):
    with pytest.raises(Refused) as caught:
        talk(host, Credential("sim", "another"))
    assert (caught.value.address, caught.value.user) == ("hv1", "sim")


def test_a_host_that_sees_another_certificate_ends_it(book):
    other = TlsIdentity.self_signed()
    key = subject_public_key(ssl.PEM_cert_to_DER_cert(other.certificate.decode()))
    with pytest.raises(Unreachable):
        talk(lambda pipe: acceptor.accept(pipe, key, book))


@pytest.mark.parametrize(
    "proof",
    [
        lambda context, key: context.wrap(b"x" * 32, encrypt=True).data,
        lambda context, key: context.wrap(key, encrypt=True).data,
        lambda context, key: b"x" * 48,
        lambda context, key: b"",
    ],
)
def test_a_host_that_cannot_prove_its_certificate_is_not_trusted(host, proof, monkeypatch):
    monkeypatch.setattr(
        acceptor, "_proof", lambda context, request, version, nonce, key: proof(context, key)
    )
    with pytest.raises(Untrusted):
        talk(host)


def test_a_host_that_sends_our_own_proof_back_is_not_trusted(host, monkeypatch):
    monkeypatch.setattr(
        acceptor, "_proof", lambda context, request, version, nonce, key: request.key_proof
    )
    with pytest.raises(Untrusted):
        talk(host)


async def closes(pipe):
    await pipe.read_der()


async def closes_in_the_middle(pipe):
    await pipe.read_der()
    await pipe.write(b"\x30\x50abc")


async def says_nothing_useful(pipe):
    while True:
        await pipe.read_der()
        await pipe.write(tsrequest.encode(TsRequest()))


async def speaks_http(pipe):
    await pipe.read_der()
    await pipe.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def says_something_else(pipe):
    await pipe.read_der()
    await pipe.write(b"\x04\x03abc")


async def sends_a_huge_length(pipe):
    await pipe.read_der()
    await pipe.write(b"\x30\x83\xff\xff\xff" + b"x" * 100)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (closes, Unreachable),
        (closes_in_the_middle, Unreachable),
        (says_nothing_useful, Malformed),
        (speaks_http, Unreachable),  # "HT" announces more than it sends
        (says_something_else, Malformed),
        (sends_a_huge_length, Malformed),
    ],
)
def test_hosts_that_break_off_or_speak_something_else(host, expected):
    with pytest.raises(expected) as caught:
        talk(host)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


octets = st.binary(min_size=1, max_size=60)
challenge = st.builds(
    lambda flags, rest: b"NTLMSSP\0\x02\0\0\0" + flags + rest,
    st.binary(min_size=12, max_size=12),
    st.binary(max_size=80),
)
messages = st.one_of(
    octets,
    st.builds(lambda data: der.wrap(der.SEQUENCE, data), octets),
    st.builds(
        lambda version, token, proof, error: tsrequest.encode(
            TsRequest(version, token, key_proof=proof, error=error)
        ),
        st.integers(0, 300),
        octets | challenge,
        octets,
        st.none() | st.integers(0, 2**32 - 1),
    ),
)


@settings(deadline=None, max_examples=120)
@given(
    said=st.lists(messages, max_size=5),
    method=st.sampled_from([AuthMethod.NTLM, AuthMethod.NEGOTIATE]),
)
def test_whatever_a_host_says_there_is_one_of_our_errors_and_no_secret_in_it(said, method):
    async def host(pipe):
        await pipe.read_der()
        for message in said:  # all at once: a host that waits for us is the caller's time limit
            await pipe.write(message)

    with pytest.raises(ConsoleError) as caught:
        talk(host, Credential("sim", SECRET, method))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@settings(deadline=None, max_examples=80)
@given(where=st.integers(0, 400), value=st.integers(0, 255), which=st.integers(0, 3))
@example(where=310, value=0, which=0)  # the flags that promise sealing
def test_a_changed_byte_is_found_or_does_not_matter(where, value, which):
    book = AccountBook((Account("sim", SECRET),))

    async def host(pipe):
        class Changed(Pipe):
            count = 0

            async def write(self, data):
                if self.count == which:
                    place = where % len(data)
                    data = data[:place] + bytes((value,)) + data[place + 1 :]
                self.count += 1
                self.other.queue.put_nowait(data)

            async def read(self):
                return await super().read() if self._kept else await pipe.read()

        changed = Changed()
        changed.other = pipe.other
        return await acceptor.accept(changed, subject_public_key(DER), book)

    told = ""
    try:
        talk(host, limit=0.3)
    except TimeoutError:  # a length that grew makes both wait; the adapter has its own bound
        pass
    except ConsoleError as problem:
        told = "".join(traceback.format_exception(problem))
    finally:
        book.close()
    assert SECRET not in told


def test_kerberos_asks_for_the_console_service_and_needs_its_library():
    assert SERVICE == "Microsoft Virtual Console Service"
    assert client_context(CREDENTIAL, "hv1").spn == f"{SERVICE}/hv1"
    with pytest.raises(Refused):
        client_context(Credential("sim", "", AuthMethod.NTLM), "hv1")


def test_a_certificate_that_is_none_is_malformed():
    class Bare(Pipe):
        peer_certificate = b"x"

    with pytest.raises(Malformed):
        asyncio.run(sign_in(Bare(), CREDENTIAL, "hv1"))
    with pytest.raises(BadBytes):
        subject_public_key(b"x")
