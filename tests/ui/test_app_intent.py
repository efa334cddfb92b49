"""The user's profiles and tags: kept in files, read and written in a lane."""

import asyncio
import shutil
import threading

import pytest

from console.app.intent import IntentDesk
from console.model.errors import NotPossible, SettingsInvalid
from console.model.identity import HostId, VmId, VmKey
from console.settings.file import SettingsNotWritten
from console.settings.profile_book import ProfileBook
from console.settings.tags import TagBook
from console.ui.resources import resource_root

KEY = VmKey(HostId("h1"), VmId("7F3B-1"))
PROFILE = """\
[profile]
name = "Own"
[[rule]]
name = "r"
match = "all"
services = { vss = "on" }
"""


@pytest.fixture
def desk(tmp_path):
    made = IntentDesk(
        ProfileBook(tmp_path / "profiles.toml"),
        TagBook(tmp_path / "tags.toml"),
        tmp_path / "own",
        resource_root() / "profiles",
    )
    yield made
    made.close()


def names(loaded) -> list[str]:
    return [each.profile.name for each in loaded.profiles]


def test_an_example_is_copied_used_and_the_original_left_alone(desk, tmp_path):
    async def story():
        path = await desk.take_example("linux.toml")
        assert path == tmp_path / "own" / "linux.toml"
        assert path.read_bytes() == (resource_root() / "profiles" / "linux.toml").read_bytes()
        assert [each.name for each in path.parent.iterdir()] == ["linux.toml"]
        loaded = await desk.load_profiles()
        assert names(loaded) == ["Linux"]
        assert not loaded.profiles[0].entry.watched

    asyncio.run(story())


def test_every_example_can_be_used(desk):
    async def story():
        for name in desk.examples():
            await desk.take_example(name)
        loaded = await desk.load_profiles()
        assert len(loaded.profiles) == len(desk.examples()) > 0
        assert loaded.problems == ()

    asyncio.run(story())


def test_a_copy_that_the_user_changed_is_never_written_over(desk, tmp_path):
    async def story():
        path = await desk.take_example("linux.toml")
        path.write_text(PROFILE, encoding="utf-8")
        assert await desk.take_example("linux.toml") == path
        assert names(await desk.load_profiles()) == ["Own"]

    asyncio.run(story())


@pytest.mark.parametrize("name", ["nothing.toml", "../../secret.toml", ""])
def test_only_what_is_an_example_is_copied(desk, tmp_path, name):
    async def story():
        with pytest.raises(NotPossible) as refused:
            await desk.take_example(name)
        assert refused.value.why == "example_unknown"
        assert not (tmp_path / "own").exists()

    asyncio.run(story())


def test_a_copy_that_was_cut_off_is_not_taken_for_a_profile(desk, tmp_path, monkeypatch):
    def full(source, target):
        target.write_text("[profile]\nname = ", encoding="utf-8")
        raise OSError(28, "No space left on device")

    async def story():
        with monkeypatch.context() as patch:
            patch.setattr(shutil, "copyfile", full)
            with pytest.raises(SettingsNotWritten) as refused:
                await desk.take_example("linux.toml")
        assert refused.value.detail == "No space left on device"
        assert list((tmp_path / "own").iterdir()) == []
        await desk.take_example("linux.toml")
        assert names(await desk.load_profiles()) == ["Linux"]

    asyncio.run(story())


def test_watching_and_removing_are_kept_and_the_file_stays(desk, tmp_path):
    async def story():
        path = await desk.take_example("linux.toml")
        await desk.put_profile(path, watched=True)
        assert (await desk.load_profiles()).profiles[0].entry.watched
        await desk.remove_profile(path)
        assert names(await desk.load_profiles()) == []
        assert path.exists()

    asyncio.run(story())


def test_an_example_that_is_taken_again_goes_on_correcting_by_itself(desk):
    async def story():
        path = await desk.take_example("linux.toml")
        await desk.put_profile(path, watched=True)
        await desk.take_example("linux.toml")
        assert [e.entry.watched for e in (await desk.load_profiles()).profiles] == [True]

    asyncio.run(story())


def test_a_broken_profile_keeps_none_of_the_others_back(desk, tmp_path):
    async def story():
        broken = tmp_path / "broken.toml"
        broken.write_text(PROFILE.replace('"on"', '"maybe"'), encoding="utf-8")
        await desk.put_profile(broken, watched=False)
        await desk.take_example("linux.toml")
        loaded = await desk.load_profiles()
        assert names(loaded) == ["Linux"]
        (problem,) = loaded.problems
        assert (problem.path, problem.line) == (str(broken), 6)

    asyncio.run(story())


def test_tags_are_kept(desk):
    async def story():
        assert await desk.load_tags() == {}
        await desk.put_tags(KEY, ("dc", "Berlin"), "dc01")
        assert await desk.load_tags() == {KEY: ("dc", "Berlin")}

    asyncio.run(story())


def test_a_broken_list_is_told_and_left_alone(desk, tmp_path):
    async def story():
        (tmp_path / "profiles.toml").write_text("[[profile]]\npath = 5\n", encoding="utf-8")
        with pytest.raises(SettingsInvalid):
            await desk.load_profiles()
        with pytest.raises(SettingsInvalid):
            await desk.put_profile(tmp_path / "x.toml", watched=True)
        assert (tmp_path / "profiles.toml").read_text(encoding="utf-8").endswith("path = 5\n")

    asyncio.run(story())


def test_files_are_never_touched_on_the_thread_of_the_loop(tmp_path):
    seen: list[threading.Thread] = []

    class Book(ProfileBook):
        def load_all(self):
            seen.append(threading.current_thread())
            return super().load_all()

    async def story():
        desk = IntentDesk(
            Book(tmp_path / "p.toml"), TagBook(tmp_path / "t.toml"), tmp_path, tmp_path
        )
        await desk.load_profiles()
        desk.close()

    asyncio.run(story())
    assert seen[0] is not threading.main_thread()
