"""Whom TLS believes."""

import ssl

import pytest

from console.model.connection import Endpoint
from console.model.errors import Untrusted
from console.simulator.tls import TlsIdentity
from console.transport import trust
from console.transport.trust import fallback_bundle, server_trust


@pytest.fixture
def ca_file(tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(TlsIdentity.self_signed().certificate)
    return str(path)


def test_verifies_with_the_ca_file_alone(ca_file):
    context = server_trust(Endpoint("hv01", tls=True, ca_file=ca_file))
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.cert_store_stats()["x509"] == 1


def test_verifies_nothing_only_on_the_users_word(ca_file):
    context = server_trust(Endpoint("hv01", tls=True, ca_file=ca_file, verify=False))
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_NONE, False)


@pytest.mark.parametrize("content", [None, b"no PEM at all"])
def test_a_ca_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Untrusted) as caught:
        server_trust(Endpoint("hv01", tls=True, ca_file=str(path)))
    assert str(path) in caught.value.detail


def test_the_system_store_else_the_usual_places(monkeypatch, ca_file):
    nowhere = ssl.DefaultVerifyPaths(None, None, "", "", "", "")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda *_: None)
    monkeypatch.setattr(trust, "fallback_bundle", lambda: ca_file)
    context = server_trust(Endpoint("hv01", tls=True))
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.cert_store_stats()["x509"] == 1


def test_fallback_bundle(ca_file):
    assert fallback_bundle(("/nowhere/at/all", ca_file)) == ca_file
    assert fallback_bundle(()).endswith("cacert.pem")
