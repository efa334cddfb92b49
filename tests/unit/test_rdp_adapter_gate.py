"""The adapter's gate and what it asks the system: garbage, crowds, and who owns a connection."""

import asyncio
import contextlib
import os
import socket
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import Malformed
from console.rdp.adapter_gate import LOOPBACK, MAX_TRIES, Gate, Refusal, ShutGate
from console.rdp.certificate import describe, fingerprint, is_pinned
from console.rdp.peer import is_other_user, owner_of
from console.rdp.throwaway import throwaway
from console.rdpwire import x224
from console.rdpwire.x224 import ConnectionRequest, Protocol

TOKEN = "tok3nabcd"
RIGHT = x224.encode_request(ConnectionRequest(TOKEN, Protocol.TLS))


def door():
    opened = socket.create_server((LOOPBACK, 0))
    opened.setblocking(False)
    return opened


def through(*said, seconds=5.0, greeting_s=0.2):
    """Let connections say something, one after the other; the gate and what came of it."""

    async def run():
        listening = door()
        port = listening.getsockname()[1]
        gate = Gate(TOKEN, greeting_s, lambda *_: False)

        async def visit():
            for data in said:
                try:
                    reader, writer = await asyncio.open_connection(LOOPBACK, port)
                except ConnectionError:
                    return
                writer.write(data)
                if data != RIGHT:
                    writer.write_eof()
                    with contextlib.suppress(ConnectionError):
                        assert await reader.read() == b""
                writer.close()

        async with asyncio.timeout(10), asyncio.TaskGroup() as group:
            group.create_task(visit())
            try:
                visitor = await gate.first(listening, seconds)
            except (ShutGate, TimeoutError) as problem:
                return gate, type(problem), listening.fileno()
            visitor.writer.close()
            return gate, visitor.request, listening.fileno()

    return asyncio.run(run())


@settings(deadline=None, max_examples=100)
@given(st.lists(st.binary(max_size=60).filter(lambda data: data != RIGHT), max_size=2))
def test_garbage_is_refused_and_the_right_one_still_comes_in(said):
    gate, found, descriptor = through(*said, RIGHT)
    assert found == ConnectionRequest(TOKEN, Protocol.TLS)
    assert len(gate.refused) == len(said)
    assert set(gate.refused) <= {Refusal.NO_TOKEN, Refusal.WRONG_TOKEN}
    assert descriptor == -1  # nothing listens


@settings(deadline=None, max_examples=30)
@given(where=st.integers(0, len(RIGHT) - 1), value=st.integers(0, 255))
def test_a_changed_byte_lets_nobody_in_with_another_token(where, value):
    changed = RIGHT[:where] + bytes((value,)) + RIGHT[where + 1 :]
    _, found, _ = through(changed, seconds=0.2, greeting_s=0.1)
    assert found in (TimeoutError, ShutGate) or found.cookie == TOKEN


def test_three_tries_shut_the_gate():
    gate, found, descriptor = through(*[b"\3\0\0\4"] * MAX_TRIES, RIGHT)
    assert (found, descriptor) == (ShutGate, -1)
    assert gate.refused == (Refusal.NO_TOKEN,) * MAX_TRIES


def test_a_crowd_that_says_nothing_does_not_keep_the_right_one_out():
    async def run():
        listening = door()
        port = listening.getsockname()[1]
        gate = Gate(TOKEN, 5.0, lambda *_: False)
        crowd = [socket.create_connection((LOOPBACK, port)) for _ in range(50)]
        crowd.append(socket.create_connection((LOOPBACK, port)))
        crowd[-1].sendall(RIGHT)
        began = time.monotonic()
        visitor = await gate.first(listening, 5.0)
        assert time.monotonic() - began < 2
        for guest in crowd:
            guest.close()
        visitor.writer.close()
        return gate.refused

    refused = asyncio.run(run())
    assert refused == (Refusal.SECOND,) * 50


def test_what_follows_the_request_is_left_for_the_session():
    async def run():
        listening = door()
        with socket.create_connection(listening.getsockname()) as client:
            client.sendall(RIGHT + b"hello")
            visitor = await Gate(TOKEN, 5.0, lambda *_: False).first(listening, 5.0)
            assert await visitor.reader.readexactly(5) == b"hello"
            visitor.writer.close()

    asyncio.run(run())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who owns a connection")
def test_the_system_tells_who_owns_a_connection(tmp_path):
    with (
        socket.create_server((LOOPBACK, 0)) as listening,
        socket.create_connection(listening.getsockname()),
    ):
        accepted, peer = listening.accept()
        with accepted:
            ours = accepted.getsockname()
            assert owner_of(peer, ours) == os.getuid()
            assert not is_other_user(peer, ours)
            ends = f":{peer[1]:04X}", f":{ours[1]:04X}"
            lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
            columns = next(
                found
                for found in lines
                if found[1].endswith(ends[0]) and found[2].endswith(ends[1])
            )
            columns[7] = str(os.getuid() + 1)
            table = tmp_path / "tcp"
            table.write_text(f"head\n{' '.join(columns)}\n")
            assert is_other_user(peer, ours, table)


@pytest.mark.parametrize("text", ["", "head\nx y\n", "head\n" + "a " * 12 + "\n", "h\n0: é\n"])
def test_a_list_of_connections_that_cannot_be_read_tells_nothing(tmp_path, text):
    table = tmp_path / "tcp"
    assert owner_of(("127.0.0.1", 1), ("127.0.0.1", 2), table) is None
    table.write_text(text)
    assert owner_of(("127.0.0.1", 1), ("127.0.0.1", 2), table) is None
    assert not is_other_user(("127.0.0.1", 1), ("127.0.0.1", 2), table)


def test_each_session_has_a_certificate_of_its_own_and_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one, other = throwaway(LOOPBACK), throwaway(LOOPBACK)
    assert one.sha256 != other.sha256
    assert len(one.sha256) == 64
    assert list(tmp_path.iterdir()) == []


def test_pins():
    pin = fingerprint(b"x")
    assert is_pinned(b"x", pin)
    assert is_pinned(b"x", pin.upper())
    assert not is_pinned(b"y", pin)
    assert not is_pinned(b"x", "")
    with pytest.raises(Malformed):
        describe(b"x")
