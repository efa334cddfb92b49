"""Processor load and memory of a VM as functions of time; the same seed moves alike."""

import math
import random

STEP_S = 4.0
"""Figures stand still for this long, as a host samples them."""

HISTORY = 100
"""Samples in ``ProcessorLoadHistory``."""

_SIZE = 4096
_STRIDE = 577  # shares no factor with the size, so steps walk through the whole table
_WAVE_STEPS = 150
_BURST_STEPS = 15
_dice = random.Random(2012)  # noqa: S311 -- figures of a play, no secrets
_NOISE = tuple(_dice.random() for _ in range(_SIZE))
_WAVE = tuple(math.sin(2 * math.pi * step / _WAVE_STEPS) for step in range(_WAVE_STEPS))


def noise(seed: int, step: int) -> float:
    """Return a number from 0 to 1 that looks random and is always the same."""
    return _NOISE[(seed + step * _STRIDE) % _SIZE]


def processor_load(seed: int, now: float) -> int:
    """Return the load in per cent of the VM's own processors."""
    return _load_at(seed, noise(seed, 0) ** 3 * 60.0, int(now // STEP_S))


def processor_history(seed: int, now: float) -> tuple[int, ...]:
    """Return the last samples, newest first."""
    base, step = noise(seed, 0) ** 3 * 60.0, int(now // STEP_S)
    return tuple([_load_at(seed, base, step - back) for back in range(HISTORY)])


def _load_at(seed: int, base: float, step: int) -> int:
    wave = _WAVE[(step + seed) % _WAVE_STEPS] * (4.0 + base / 4.0)
    burst = 35.0 if _NOISE[(seed + step // _BURST_STEPS * _STRIDE) % _SIZE] > 0.97 else 0.0
    load = int(base + wave + burst + _NOISE[(seed + step * _STRIDE) % _SIZE] * 8.0)
    return 0 if load < 0 else 100 if load > 100 else load


def memory_pressure(seed: int, now: float) -> float:
    """Return the share of its memory that a guest wants, for dynamic memory."""
    return 0.45 + 0.4 * noise(seed, 1) + 0.1 * _WAVE[int(now // STEP_S + seed) % _WAVE_STEPS]
