"""``--read-only`` on the command line: what would change a host is wrong use."""

import pytest

from console.app.arguments import build_parser
from console.app.exit_codes import ExitCode
from console.app.main import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["power", "hv1", "web01", "start"],
        ["service", "hv1", "web01", "kvp", "off"],
        ["doctor", "hv1", "--record", "x.json", "--write-tests", "web01"],
    ],
)
def test_a_command_that_changes_something_is_refused_before_anything_is_done(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--read-only", *arguments])
    assert ended.value.code == ExitCode.USAGE
    assert "--read-only" in capsys.readouterr().err


def test_the_window_is_told():
    assert build_parser().parse_args(["--read-only"]).read_only
    assert not build_parser().parse_args(["demo"]).read_only
