"""``hvconsole simulate`` as a process: its one line, its options, and its end."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from console.simulator.fleets import load
from tests.e2e.console_process import (
    COMMAND,
    PASSWORD,
    environment,
    first_line,
    run,
    simulate_process,
    simulating,
)

DEMO = Path(__file__).parents[2] / "resources" / "fleets" / "demo.toml"


def refused(*arguments: str, password: bytes = PASSWORD.encode() + b"\n"):
    """Run a ``simulate`` that cannot start; return what it said."""
    done = subprocess.run(
        [*COMMAND, "simulate", "--password-fd", "0", *arguments],
        input=password,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2, done
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert PASSWORD.encode() not in done.stderr
    assert done.stderr.startswith((b"hvconsole: ", b"usage: hvconsole"))
    return done.stderr.decode()


# -- the line


def test_the_line_is_one_object_of_json():
    with simulating("--hosts", "2", "--vms", "1") as site:
        assert site.line.endswith(b"\n")
        assert site.line.count(b"\n") == 1
        found = json.loads(site.line)
        site.process.terminate()
        rest, err = site.process.communicate(timeout=10)
    assert set(found) == {"hosts"}
    assert [set(host) for host in found["hosts"]] == [{"name", "url", "console_port"}] * 2
    assert len({host["name"] for host in found["hosts"]}) == 2
    assert all(host["url"].startswith("http://127.0.0.1:") for host in found["hosts"])
    assert all(host["url"].endswith("/wsman") for host in found["hosts"])
    assert (rest, err) == (b"", b"")


def test_hosts_listen_on_this_computer_only():
    with simulating("--vms", "1") as site:
        port = int(site.url.split(":")[2].split("/")[0])
        listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    addresses = [line.split()[1] for line in listening if line.split()[3] == "0A"]
    assert f"0100007F:{port:04X}" in addresses
    assert f"00000000:{port:04X}" not in addresses


def test_a_fleet_file():
    with simulating("--fleet", str(DEMO)) as site:
        names = [host["name"] for host in site.hosts]
        described = load(DEMO).hosts
        found = run("inventory", site.url, "--json").json
    assert names == [host.name for host in described]
    assert {vm["name"] for vm in found["vms"]} == {vm.name for vm in described[0].vms}


def test_a_latency_is_added():
    with simulating("--vms", "1", "--latency-ms", "80") as site:
        timing = site.inventory("--timing").json["timing"]
    assert timing["wall_s"] > 0.08 * 3


def test_the_same_seed_makes_the_same_fleet():
    names = []
    for seed in ("3", "3", "4"):
        with simulating("--vms", "8", "--seed", seed) as site:
            names.append([(vm["id"], vm["name"]) for vm in site.inventory().json["vms"]])
    assert names[0] == names[1] != names[2]


# -- the end


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signals to other processes")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(number):
    with simulating("--vms", "1") as site:
        site.process.send_signal(number)
        out, err = site.process.communicate(timeout=10)
    assert (site.process.returncode, out, err) == (0, b"", b"")


def test_a_signal_ends_it_with_a_client_connected():
    with simulating("--vms", "1") as site:
        port = int(site.url.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"POST /wsman HTTP/1.1\r\n")
            site.process.terminate()
            out, err = site.process.communicate(timeout=10)
    assert (site.process.returncode, out, err) == (0, b"", b"")


def test_it_ends_when_its_input_is_closed():
    with simulating("--vms", "1", "--until-stdin-closes") as site:
        assert site.process.poll() is None
        site.process.stdin.close()
        assert site.process.wait(10) == 0
        assert site.process.stderr.read() == b""


def test_it_does_not_end_with_its_input_unless_told_to():
    with simulating("--vms", "1") as site:
        site.process.stdin.close()
        assert site.inventory().code == 0
        assert site.process.poll() is None


def test_the_port_is_free_again_at_once():
    with simulating("--vms", "1") as site:
        port = site.url.split(":")[2].split("/")[0]
    with simulating("--vms", "1", "--port", port) as site:
        assert site.url == f"http://127.0.0.1:{port}/wsman"
        assert site.inventory().code == 0


def test_a_reader_that_goes_away_at_once():
    with simulate_process("--vms", "1") as process:
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


# -- wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "70000"), "0 to 65535"),
        (("--port", "http"), "--port"),
        (("--vms", "-1"), "negative"),
        (("--vms", "many"), "--vms"),
        (("--hosts", "0"), "--hosts"),
        (("--auth", "kerberos"), "--keytab"),
        (("--auth", ""), "basic, certificate, credssp, kerberos, ntlm"),
        (("--locale", "xx-XX"), "de-DE"),
        (("--user", ""), "name"),
        (("--user", "a:b"), "colon"),
        (("--certificate-file", "x.pem"), "--tls"),
        (("--tls", "--certificate-file", "/nonexistent/x.pem"), "/nonexistent/x.pem"),
        (("--fleet", "/nonexistent/fleet.toml"), "/nonexistent/fleet.toml"),
        (("--password-fd", "987"), "987"),
        (("--password-fd", "one"), "--password-fd"),
        (("--unknown",), "--unknown"),
    ],
)
def test_options_that_cannot_be_meant(arguments, words):
    assert words in refused(*arguments)


@pytest.mark.parametrize("content", ["", "hosts = 3", "[[hosts]]\nname = 'A'\ncolour = 'red'", "["])
def test_a_fleet_file_that_describes_none(tmp_path, content):
    path = tmp_path / "fleet.toml"
    path.write_text(content)
    said = refused("--fleet", str(path))
    assert said.startswith(f"hvconsole: {path}: ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("password", [b"", b"\n", b"\xff\xfe\n"])
def test_no_password(password):
    assert "password" in refused(password=password) or password == b"\xff\xfe\n"


def test_a_password_that_the_account_file_cannot_carry():
    assert "colon" in refused(password=b"with:colon\n")


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_password_file_without_one(tmp_path, content):
    path = tmp_path / "password"
    if content is not None:
        path.write_text(content)
    done = subprocess.run(
        [*COMMAND, "simulate", "--password-file", str(path)],
        stdin=subprocess.DEVNULL,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert str(path).encode() in done.stderr


def test_a_password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\nmore\n", encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "simulate", "--vms", "1", "--user", "sim", "--password-file", str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    try:
        url = json.loads(first_line(process))["hosts"][0]["url"]
        assert run("inventory", url, "--json").code == 0
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused("--port", port)
    assert port in said
    assert "in use" in said


def test_more_hosts_than_ports():
    assert "65535" in refused("--port", "65535", "--hosts", "2")


def test_many_commands_at_once():
    with simulating("--vms", "30") as site:
        outcomes = []
        threads = [
            threading.Thread(target=lambda: outcomes.append(run("inventory", site.url, "--json")))
            for _ in range(4)
        ]
        before = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert time.monotonic() - before < 60
    assert [outcome.code for outcome in outcomes] == [0] * 4
    assert len({outcome.json["host"] for outcome in outcomes}) == 1
