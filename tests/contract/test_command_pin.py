"""``--pin``: the fingerprint is told, taken, and the only thing that is believed."""

import hashlib
import os
import ssl

import pytest

from console.app.arguments import build_parser
from console.app.commands.account import UsageError, endpoint_of
from console.app.exit_codes import ExitCode
from console.app.main import main
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity

PASSWORD = "pw-of-this-test"


def parse(*options):
    return build_parser().parse_args(["inventory", "https://hv01", "--user", "u", *options])


def test_a_pin_may_have_colons():
    spelled = ":".join(["5F", "1C"] * 16)
    assert endpoint_of(parse("--pin", spelled)).pin == "5f1c" * 16
    assert endpoint_of(parse()).pin == ""


@pytest.mark.parametrize(
    "options", [("--pin", "5f1c"), ("--pin", "z" * 64), ("--pin", "5f1c" * 16, "--insecure")]
)
def test_what_cannot_be_meant_is_refused(options):
    with pytest.raises(UsageError, match="--pin"):
        endpoint_of(parse(*options))


@pytest.fixture(scope="module")
def host():
    identity = TlsIdentity.self_signed(("127.0.0.1",))
    settings = HostSettings("HV01", (Account("sim", PASSWORD),), tls=identity)
    described = HostDescription("HV01", vms=(VmDescription("web01"),))
    with running([SimulatedHost(build(described), settings)]) as (host,):
        yield host, hashlib.sha256(ssl.PEM_cert_to_DER_cert(identity.certificate.decode()))


def inventory(host, *options):
    read_end, write_end = os.pipe()
    os.write(write_end, f"{PASSWORD}\n".encode())
    os.close(write_end)
    try:
        return main(
            ["inventory", host.url, "--user", "sim", "--password-fd", str(read_end), *options]
        )
    finally:
        os.close(read_end)


def test_the_fingerprint_is_told_and_taken(host, capsys):
    host, digest = host
    assert inventory(host) == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert f"--pin {digest.hexdigest()}" in told
    assert PASSWORD not in told
    assert inventory(host, "--pin", digest.hexdigest()) == ExitCode.OK
    assert "web01" in capsys.readouterr().out


def test_another_certificate_stops_with_both_fingerprints(host, capsys):
    host, digest = host
    before = host.log.counters.requests
    assert inventory(host, "--pin", "ab" * 32) == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert "another certificate than the trusted one" in told
    assert f"[trusted sha256] {'ab' * 32}" in told
    assert f"[sha256] {digest.hexdigest()}" in told
    assert host.log.counters.requests == before
