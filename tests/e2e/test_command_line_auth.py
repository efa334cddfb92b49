"""Every way to sign in, by the command line: ``hvconsole simulate --auth`` and who asks it."""

from urllib.parse import urlsplit

import pytest

from tests.contract import kdc as realm
from tests.contract.auth_hosts import client_certificate
from tests.e2e.console_process import PASSWORD, run, simulating
from tests.e2e.test_command_line_simulate import refused


@pytest.fixture
def kdc(tmp_path, monkeypatch):
    realm.needs_kdc()
    kdc = realm.Kdc(tmp_path)
    kdc.create({"sim": f'"{PASSWORD}"'})
    kdc.start()
    monkeypatch.setenv("KRB5_CONFIG", str(kdc.config))
    monkeypatch.delenv("KRB5CCNAME", raising=False)
    yield kdc
    kdc.stop()


def test_kerberos_by_password_by_ticket_and_without(kdc, monkeypatch):
    with simulating("--vms", "2", "--auth", "kerberos", "--keytab", str(kdc.keytab)) as site:
        url = site.url.replace("127.0.0.1", "localhost")
        assert len(run("inventory", url, "--auth", "kerberos", "--json").json["vms"]) == 2
        without = run("inventory", url, "--auth", "kerberos", password=None)
        assert without.code != 0
        assert "kinit" in without.err
        monkeypatch.setenv("KRB5CCNAME", kdc.ticket("sim", PASSWORD, "cache"))
        for where in ((url,), (site.url, "--spn", "HTTP/alias.hv.test")):
            done = run("inventory", *where, "--auth", "kerberos", "--json", password=None)
            assert len(done.json["vms"]) == 2


def test_credssp_and_a_wrong_password():
    with simulating("--vms", "2", "--auth", "credssp") as site:
        assert len(run("inventory", site.url, "--auth", "credssp", "--json").json["vms"]) == 2
        wrong = run("inventory", site.url, "--auth", "credssp", password="not this one")
        assert wrong.code != 0
        assert "password" in wrong.err


def test_a_client_certificate(tmp_path):
    mine = client_certificate(tmp_path, "sim")
    ca_file = str(tmp_path / "host.pem")
    taking = ("--auth", "certificate", "--client-certificate", mine.certificate_file)
    files = ("--client-certificate", mine.certificate_file, "--client-key", mine.key_file)
    with simulating("--vms", "2", "--tls", "--certificate-file", ca_file, *taking) as site:
        assert urlsplit(site.url).scheme == "https"
        asking = ("inventory", site.url, "--auth", "certificate", "--ca-file", ca_file)
        assert len(run(*asking, *files, "--json", password=None).json["vms"]) == 2
        assert run(*asking, password=None).code == 2


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--auth", "kerberos"), "--keytab"),
        (("--auth", "certificate", "--tls"), "--client-certificate"),
        (("--auth", "digest"), "digest"),
    ],
)
def test_what_a_method_lacks_is_said(arguments, word):
    assert word in refused(*arguments)
