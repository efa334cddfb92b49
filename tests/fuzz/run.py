"""``make fuzz``: try everything for ``FUZZ_SECONDS`` (default 300) and keep what breaks.

Prints the seed first: ``FUZZ_SEED`` runs the same cases again. Inputs that break something lie in
build/fuzz, each with its traceback; the exit code is 1 then.
"""

import os
import random
import secrets
import sys
import time
from pathlib import Path

from tests.fuzz.bounds import Count, attempt
from tests.fuzz.targets import TARGETS, Target

KEPT = Path(__file__).parents[2] / "build" / "fuzz"
ENOUGH = 20
"""Failures of one target after which it is left alone."""


def tried(target: Target, seed: int, *, seconds: float = 1e9, cases: int = 10**12) -> Count:
    """Try one target for some time, or some number of cases."""
    count = Count()
    until = time.monotonic() + seconds
    while count.cases < cases and time.monotonic() < until and len(count.failures) < ENOUGH:
        chance = random.Random(f"{target.name} {seed} {count.cases}")
        data, case = target.make(chance)
        attempt(count, target.name, case, target.declared, data)
    return count


def main() -> int:
    """Try every target; return 1 when something broke."""
    seconds = float(os.environ.get("FUZZ_SECONDS", "300"))
    seed = int(os.environ.get("FUZZ_SEED", "0")) or secrets.randbits(31) | 1
    print(f"seed {seed}, {seconds:g} seconds", flush=True)
    share = seconds / sum(target.weight for target in TARGETS)
    total = failed = 0
    for target in TARGETS:
        count = tried(target, seed, seconds=share * target.weight)
        print(count.line(target.name), flush=True)
        total += count.cases
        failed += len(count.failures)
        for failure in count.failures:
            print(f"  {failure.kind}: {failure.keep(KEPT)}")
    print(f"{total} cases, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
