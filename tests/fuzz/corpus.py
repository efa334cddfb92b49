"""What is spoiled: recorded replies and requests, golden ones, and a simulated host's."""

from functools import cache
from pathlib import Path

from console.recording.file import Recording, load

PROTOCOL = Path(__file__).parents[1] / "protocol"


def _files(folder: str, *patterns: str) -> tuple[bytes, ...]:
    return tuple(
        path.read_bytes().strip()
        for pattern in patterns
        for path in sorted((PROTOCOL / folder).glob(pattern))
    )


@cache
def recordings() -> tuple[Recording, ...]:
    """Return every recording there is."""
    return tuple(load(path) for path in sorted((PROTOCOL / "data" / "recordings").glob("*.jsonl")))


@cache
def replies() -> tuple[bytes, ...]:
    """Return replies of real hosts, golden ones, and one of each step of the recordings."""
    seen = {
        said.step.rpartition(".")[2]: said.reply.encode()
        for recording in recordings()
        for said in recording.said
        if said.reply is not None and len(said.reply) < 40_000
    }
    return (
        *_files("data", "real*.xml", "winrs-*.resp.xml"),
        *_files("golden", "reply-*.xml", "fault-*.xml"),
        *seen.values(),
    )


@cache
def requests() -> tuple[bytes, ...]:
    """Return requests of our client and of others."""
    return (*_files("data", "winrs-*.req.xml"), *_files("golden", "request-*.xml"))


@cache
def embedded() -> tuple[bytes, ...]:
    """Return objects as they stand inside strings."""
    item = (
        '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Caption" TYPE="string">'
        '</PROPERTY><PROPERTY NAME="Data" TYPE="string"><VALUE>x &#38; y</VALUE></PROPERTY>'
        '<PROPERTY NAME="Source" TYPE="uint16"><VALUE>2</VALUE></PROPERTY></INSTANCE>'
    )
    nested = (
        '<INSTANCE CLASSNAME="X"><PROPERTY.ARRAY NAME="A" TYPE="uint8"><VALUE.ARRAY>'
        "<VALUE>1</VALUE><VALUE>2</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
        '<PROPERTY.OBJECT NAME="O"><VALUE.OBJECT>'
        f'{item}</VALUE.OBJECT></PROPERTY.OBJECT><PROPERTY NAME="T" TYPE="datetime"><VALUE>'
        "20240105093000.000000-000</VALUE></PROPERTY></INSTANCE>"
    )
    return (item.encode(), nested.encode())
