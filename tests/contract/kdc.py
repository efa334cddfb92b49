"""A throwaway Kerberos realm for tests: MIT's own server, or one that only knows one error.

Everything is in a folder of the test; the libraries are pointed there by ``KRB5_CONFIG``. Nothing
of this computer's own Kerberos is read or changed.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

REALM = "HV.TEST"
_PROGRAMS = ("krb5kdc", "kdb5_util", "kadmin.local", "kinit")
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
_DEADLINE_S = 60.0


def needs_kerberos_library() -> None:
    """Skip where the console itself has no Kerberos."""
    lacking = [name for name in ("gssapi", "krb5") if importlib.util.find_spec(name) is None]
    if lacking:
        pytest.skip(
            f"Python packages {' and '.join(lacking)} are not installed: `make setup` builds them "
            "where libkrb5-dev and a compiler are there"
        )


def needs_kdc() -> None:
    """Skip where no Kerberos server can be started."""
    needs_kerberos_library()
    lacking = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if lacking:
        pytest.skip(
            f"no Kerberos server: {', '.join(lacking)} missing "
            "(packages krb5-kdc, krb5-admin-server and krb5-user)"
        )


def client_config(folder: Path, port: int, *, default_realm: str = REALM) -> Path:
    """Write a krb5.conf that knows one realm and asks no DNS."""
    path = folder / f"krb5-{port}.conf"
    default = f" default_realm = {default_realm}\n" if default_realm else ""
    path.write_text(
        "[libdefaults]\n"
        f"{default}"
        " dns_lookup_kdc = false\n"
        " dns_lookup_realm = false\n"
        " dns_canonicalize_hostname = false\n"
        " rdns = false\n"
        f" default_ccache_name = FILE:{folder}/no-tickets\n"
        f" default_keytab_name = FILE:{folder}/no-keytab\n"
        " default_rcache_name = none:\n"
        "[realms]\n"
        f" {REALM} = {{\n  kdc = 127.0.0.1:{port}\n }}\n"
        "[domain_realm]\n"
        f" localhost = {REALM}\n hv.test = {REALM}\n .hv.test = {REALM}\n"
    )
    return path


class Kdc:
    """A running MIT KDC of the realm ``HV.TEST``.

    Attributes:
        folder: Holds everything.
        config: The clients' ``krb5.conf``.
        keytab: Keys of ``HTTP/localhost`` and ``HTTP/alias.hv.test``.
        other_keytab: Keys of ``HTTP/other.hv.test`` only.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = free_port()
        self.config = client_config(folder, self._port)
        self.keytab, self.other_keytab = folder / "http.keytab", folder / "other.keytab"
        self._log = folder / "kdc.log"
        profile = folder / "kdc.conf"
        profile.write_text(
            "[kdcdefaults]\n"
            f" kdc_listen = 127.0.0.1:{self._port}\n kdc_tcp_listen = 127.0.0.1:{self._port}\n"
            f"[realms]\n {REALM} = {{\n"
            f"  database_name = {folder}/principal\n  key_stash_file = {folder}/stash\n"
            f"  acl_file = {folder}/acl\n"
            "  supported_enctypes = aes256-cts-hmac-sha1-96:normal\n }\n"
            f"[logging]\n kdc = FILE:{self._log}\n"
        )
        self.environment = {
            **os.environ,
            "PATH": _PATH,
            "KRB5_CONFIG": str(self.config),
            "KRB5_KDC_PROFILE": str(profile),
        }
        self._process: subprocess.Popen | None = None

    def run(self, *command: str, text: str = "") -> str:
        """Run one of MIT's programs against this realm."""
        done = subprocess.run(
            command, env=self.environment, input=text, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def create(self, passwords: dict[str, str]) -> None:
        """Make the realm, its accounts and its services."""
        self.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "master")
        users = [f"addprinc +requires_preauth -pw {pw} {user}" for user, pw in passwords.items()]
        services = [f"addprinc -randkey HTTP/{name}" for name in ("localhost", "alias.hv.test")]
        keys = [
            f"ktadd -norandkey -k {self.keytab} HTTP/localhost HTTP/alias.hv.test",
            "addprinc -randkey HTTP/other.hv.test",
            f"ktadd -norandkey -k {self.other_keytab} HTTP/other.hv.test",
        ]
        self.admin(*users, *services, *keys)

    def admin(self, *lines: str) -> None:
        """Change the realm's database."""
        self.run("kadmin.local", "-r", REALM, text="\n".join(lines) + "\n")

    def ticket(self, user: str, password: str, name: str) -> str:
        """Sign a user on as ``kinit`` does, and return the name of the cache."""
        cache = f"FILE:{self.folder}/{name}"
        self.run("kinit", "-c", cache, f"{user}@{REALM}", text=password + "\n")
        return cache

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        self._process = subprocess.Popen(
            ["krb5kdc", "-n"],  # -n: no daemon; a child that we can end
            env=self.environment,
            executable=shutil.which("krb5kdc", path=_PATH),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + _DEADLINE_S
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port)):
                return
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < end, "the Kerberos server does not listen"
            time.sleep(0.01)

    def stop(self) -> None:
        """End the server."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_DEADLINE_S)
            self._process = None

    def wrong_passwords(self, user: str = "") -> int:
        """How many sign-ons failed for their password; each counts against the account."""
        lines = self._log.read_text().splitlines()
        return sum("PREAUTH_FAILED" in line and f"{user}@" in line for line in lines)

    def sign_ons(self, user: str) -> int:
        """How many tickets were given for a password."""
        lines = self._log.read_text().splitlines()
        return sum("AS_REQ" in x and "ISSUE" in x and f"{user}@" in x for x in lines)


def free_port() -> int:
    """Return a port that is free for TCP and UDP just now."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                udp.bind(tcp.getsockname())
                return tcp.getsockname()[1]


class OneErrorKdc:
    """A server that answers everything with one Kerberos error (RFC 4120, 5.9.1).

    Attributes:
        port: Where it listens, UDP.
        asked: How many requests came.
    """

    def __init__(self, code: int) -> None:
        self._answer = krb_error(code)
        self._socket = socket.socket(type=socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.asked = 0
        self._thread = threading.Thread(target=self._serve, name="one-error-kdc")
        self._thread.start()

    def _serve(self) -> None:
        while True:
            request, sender = self._socket.recvfrom(65_536)
            if not request:
                return
            self.asked += 1
            self._socket.sendto(self._answer, sender)

    def close(self) -> None:
        """End it."""
        with socket.socket(type=socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x81, size])
    return bytes([tag]) + length + content


def gss_error(code: int) -> bytes:
    """Return a KRB-ERROR as a host sends it instead of a proof (RFC 4121, 4.1)."""
    kerberos = bytes.fromhex("06092a864886f712010202")
    return _der(0x60, kerberos + b"\x03\x00" + krb_error(code))


def krb_error(code: int) -> bytes:
    """Return a KRB-ERROR in DER."""
    text = _der(0x1B, REALM.encode())
    names = _der(0x30, _der(0x1B, b"krbtgt") + text)
    principal = _der(0x30, _der(0xA0, _der(0x02, b"\x02")) + _der(0xA1, names))
    now = time.strftime("%Y%m%d%H%M%SZ", time.gmtime()).encode()
    fields = (
        (0xA0, _der(0x02, b"\x05")),
        (0xA1, _der(0x02, b"\x1e")),
        (0xA4, _der(0x18, now)),
        (0xA5, _der(0x02, b"\x00")),
        (0xA6, _der(0x02, bytes([code]))),
        (0xA9, text),
        (0xAA, principal),
    )
    return _der(0x7E, _der(0x30, b"".join(_der(tag, content) for tag, content in fields)))
