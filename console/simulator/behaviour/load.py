"""Processor load and memory of a VM as functions of time: they move, and the same seed moves alike."""

import math

STEP_S = 4.0
"""Figures stand still for this long, as a host samples them."""

HISTORY = 100
"""Samples in ``ProcessorLoadHistory``."""

_WAVE_S = 600.0


def noise(seed: int, step: int) -> float:
    """Return a number from 0 to 1 that looks random and is not (an integer hash)."""
    mixed = (seed * 0x9E3779B1 + step * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return (mixed ^ (mixed >> 15)) / 0xFFFFFFFF


def processor_load(seed: int, now: float) -> int:
    """Return the load in per cent of the VM's own processors."""
    return _load_at(seed, int(now // STEP_S))


def processor_history(seed: int, now: float) -> tuple[int, ...]:
    """Return the last samples, newest first."""
    step = int(now // STEP_S)
    return tuple(_load_at(seed, step - back) for back in range(HISTORY))


def _load_at(seed: int, step: int) -> int:
    base = noise(seed, 0) ** 3 * 60.0
    wave = math.sin(step * (2 * math.pi * STEP_S / _WAVE_S) + seed % 628 / 100) * (4 + base / 4)
    burst = 35.0 if noise(seed, step // 15) > 0.97 else 0.0
    return max(0, min(100, int(base + wave + noise(seed, step) * 8 + burst)))


def memory_pressure(seed: int, now: float) -> float:
    """Return the share of its memory that a guest wants, for dynamic memory."""
    return 0.45 + 0.4 * noise(seed, 1) + 0.1 * math.sin(now / 120 + seed % 628 / 100)
