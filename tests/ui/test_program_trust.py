"""Certificates in the whole program: unknown, trusted, changed; by panel, menu and Add host."""

import hashlib
import ssl
import tomllib
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from console.model.host import LinkState
from console.simulator.descriptions import VmDescription
from console.simulator.tls import TlsIdentity
from console.ui.dialogs.certificate_parts import spelled
from tests.ui.living import PASSWORD, USER, WITHIN_S, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LONG_S = 60.0
HOST = (hosting(VmDescription("web01")),)


@pytest.fixture(scope="module")
def identity():
    return TlsIdentity.self_signed(("127.0.0.1",))


@pytest.fixture(scope="module")
def other():
    return TlsIdentity.self_signed(("127.0.0.1",))


def sha256_of(identity):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(identity.certificate.decode())).hexdigest()


def _text(dialog, name):
    return dialog.findChild(QLabel, name).text()


def _press(widget, name):
    QTest.mouseClick(widget.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def _change_certificate(site, identity):
    """Let the host come back with another certificate, as one that was installed anew."""
    host = site.live["HV01"]._host
    host.settings = replace(host.settings, tls=identity)
    site.live["HV01"].restart()


async def _untrusted(site):
    await until(lambda: site.snapshot() and site.snapshot().link is LinkState.UNTRUSTED, LONG_S)
    await until(lambda: site.node("HV01") == "HV01", LONG_S)
    site.select_host("HV01")
    button = site.find(QPushButton, "hostCertificate")
    await until(button.isVisible, WITHIN_S)


def _kept_pin(site):
    (host,) = tomllib.loads(site.places.hosts_file.read_text())["host"]
    return host.get("pin", "")


def test_unknown_then_trusted_then_changed(qapp, tmp_path, identity, other):
    async def story(site):
        await _untrusted(site)
        assert site.live["HV01"].log.counters.requests == 0, "no credential before trust"
        await until(lambda: site.note("HV01") == "Certificate not trusted")
        panel = site.window._inspector.host_panel
        await until(lambda: "nobody but itself" in site.says("outcomeCause", panel))
        await until(lambda: site.action("host-certificate").isEnabled())
        _press(site.window, "hostCertificate")
        dialog = await site.opened("hostCertificateDialog")
        assert _text(dialog, "certificateFingerprint") == spelled(sha256_of(identity))
        assert _text(dialog, "certificateIssuer") == "itself"
        assert dialog.findChild(QPushButton, "certificateTrust").isDefault() is False
        dialog.reject()
        assert _kept_pin(site) == "", "looking is not trusting"
        site.action("host-certificate").trigger()
        _press(await site.opened("hostCertificateDialog"), "certificateTrust")
        await until(lambda: site.snapshot().link is LinkState.ONLINE, LONG_S)
        await until(lambda: _kept_pin(site) == sha256_of(identity))
        await until(lambda: not site.action("host-certificate").isEnabled())

        _change_certificate(site, other)
        before = site.live["HV01"].log.counters.requests  # the old connections are gone
        await _untrusted(site)
        connections = site.live["HV01"].log.counters.connections
        await until(lambda: site.note("HV01") == "Certificate changed")
        panel = site.window._inspector.host_panel
        said = "another certificate than the trusted one"
        await until(lambda: said in site.says("outcomeCause", panel))
        site.action("refresh").trigger()  # asks nobody: the host needs a person
        _press(site.window, "hostCertificate")
        dialog = await site.opened("hostCertificateChangedDialog")
        assert _text(dialog, "certificateOld") == spelled(sha256_of(identity))
        assert _text(dialog, "certificateNew") == spelled(sha256_of(other))
        trust = dialog.findChild(QPushButton, "certificateTrust")
        assert not trust.isEnabled()
        assert site.live["HV01"].log.counters.requests == before, "nothing was asked"
        assert site.live["HV01"].log.counters.connections == connections, "no retry by itself"
        dialog.findChild(QCheckBox, "certificateKnown").setChecked(True)
        _press(dialog, "certificateTrust")
        await until(lambda: site.snapshot().link is LinkState.ONLINE, LONG_S)
        await until(lambda: _kept_pin(site) == sha256_of(other))

    run_program(qapp, tmp_path, story, Setting(HOST, tls=identity))


def test_a_host_is_added_with_its_certificate(qapp, tmp_path, identity):
    async def story(site):
        site.action("add-host").trigger()
        dialog = await site.opened("addHostDialog")
        port = site.live["HV01"].port
        dialog.findChild(QCheckBox, "tls").setChecked(True)
        fill_in(dialog, address="127.0.0.1", port=port, user=USER, password=PASSWORD)
        button = dialog.findChild(QPushButton, "showCertificate")
        assert not button.isVisible()
        _press(dialog, "testHost")
        await until(button.isVisible, LONG_S)
        assert "nobody but itself" in site.says("outcomeCause", dialog)
        _press(dialog, "showCertificate")
        await until(lambda: dialog.findChild(QPushButton, "certificateTrust"), WITHIN_S)
        _press(dialog, "certificateTrust")
        await until(lambda: "Connected" in site.says("outcomeCause", dialog), LONG_S)
        assert not button.isVisible()
        assert site.says("pin", dialog) == spelled(sha256_of(identity))
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: site.vms.rowCount() == 1, LONG_S)
        assert _kept_pin(site) == sha256_of(identity)
        snapshot = next(iter(site.fleet.store.hosts.values()))
        site.window._host_commands.edit(snapshot.id)
        dialog = await site.opened("addHostDialog")
        assert not dialog.findChild(QCheckBox, "verify").isVisible()
        _press(dialog, "forgetPin")
        assert dialog.findChild(QCheckBox, "verify").isVisible()
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: _kept_pin(site) == "")
        hosts = site.fleet.store.hosts
        await until(lambda: hosts[snapshot.id].link is LinkState.UNTRUSTED, LONG_S)

    run_program(qapp, tmp_path, story, Setting(HOST, known=False, tls=identity))
