"""``hvconsole doctor --record`` as a real process: a file without names that replays."""

import pytest

from console.recording.file import load
from console.recording.replay import changes
from tests.e2e.console_process import PASSWORD, USER, run, simulating

MARK = "Zqmarker"
FLEET = f"""\
[[hosts]]
name = "{MARK}HV"
pace = 0.02
[[hosts.vms]]
name = "{MARK}-web"
notes = "ask {MARK}"
changes = "job"
[[hosts.vms]]
name = "{MARK}-off"
state = "off"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = tmp_path_factory.mktemp("fleet") / "fleet.toml"
    path.write_text(FLEET, encoding="utf-8")
    with simulating("--fleet", str(path)) as site:
        yield site


def test_a_recording_has_no_name_and_replays(site, tmp_path):
    path = tmp_path / "host.jsonl"
    outcome = run(
        *("doctor", site.url, "--record", str(path)),
        *("--vms", "1", "--write-tests", f"{MARK}-web"),
    )
    assert outcome.code == 0, outcome.out + outcome.err
    assert "each change is taken back at once" in outcome.out
    assert "heartbeat: switched over and back" in outcome.out
    assert "ATTENTION" not in outcome.out
    text = path.read_text(encoding="utf-8")
    for private in (MARK, PASSWORD, f"{USER}@", "Zqmarker"):
        assert private.casefold() not in text.casefold()
    recording = load(path)
    assert changes(recording) == []
    assert recording.acts_on is not None
    inventory = run("inventory", site.url, "--json")
    switches = [
        service["enabled"] for vm in inventory.json["vms"] for service in vm["services"].values()
    ]
    assert switches.count(False) == len(inventory.json["vms"])  # the guest service, as ever


def test_without_an_answer_there_is_no_file(site, tmp_path):
    path = tmp_path / "host.jsonl"
    outcome = run("doctor", site.url, "--record", str(path), password="wrong-password")
    assert outcome.code == 4
    assert not path.exists()
    outcome = run("doctor", site.url, "--record", str(path), "--write-tests", "nobody")
    assert outcome.code != 0
    assert not path.exists()


@pytest.mark.parametrize("more", [["--write-tests", "x"], ["--record", "x", "--json"]])
def test_options_that_do_not_go_together(site, more):
    assert run("doctor", site.url, *more).code == 2
