"""Huber's distribution, the noise of a grade: normal up to two standard deviations, exponential beyond.

Its density is exp(-rho(z)) / NORMALISER with rho(z) = z^2 / 2 up to k = 2 and k |z| - k^2 / 2 beyond (Huber 1964).
"""

import math

import numpy as np
from scipy.special import huber, ndtr, ndtri

from .model import HUBER_THRESHOLD, Array

_MIDDLE = math.sqrt(2 * math.pi) * (2 * ndtr(HUBER_THRESHOLD) - 1)
_TAIL = math.exp(-(HUBER_THRESHOLD**2) / 2) / HUBER_THRESHOLD
NORMALISER = float(_MIDDLE + 2 * _TAIL)


def density(z: Array) -> Array:
    """Probability density."""
    return np.exp(-huber(HUBER_THRESHOLD, z)) / NORMALISER


def cumulative(z: Array) -> Array:
    """Probability of a value under z."""
    near = np.clip(z, -HUBER_THRESHOLD, HUBER_THRESHOLD)
    middle = 0.5 + math.sqrt(2 * math.pi) * (ndtr(near) - 0.5) / NORMALISER
    return middle + np.sign(z) * _TAIL * -np.expm1(-HUBER_THRESHOLD * np.abs(z - near)) / NORMALISER


def draw(rng: np.random.Generator, count: int) -> Array:
    """Independent values."""
    inside = ndtri(rng.uniform(ndtr(-HUBER_THRESHOLD), ndtr(HUBER_THRESHOLD), count))
    outside = rng.choice([-1, 1], count) * (HUBER_THRESHOLD + rng.exponential(1 / HUBER_THRESHOLD, count))
    return np.where(rng.random(count) < 2 * _TAIL / NORMALISER, outside, inside)


def quantile(share: Array) -> Array:
    """The value under which a share of all lies."""
    lower = np.minimum(share, 1 - share)
    tail = _TAIL / NORMALISER
    far = -HUBER_THRESHOLD + np.log(np.maximum(lower, 1e-300) / tail) / HUBER_THRESHOLD
    near = ndtri(0.5 + (np.maximum(lower, tail) - 0.5) * NORMALISER / math.sqrt(2 * math.pi))
    return np.where(share < 0.5, 1, -1) * np.where(lower < tail, far, near)


def _nodes(count: int) -> Array:
    """Values of equal weight that stand for the distribution, with its variance."""
    nodes, many = (quantile((np.arange(number) + 0.5) / number) for number in (count, 4096))
    return nodes * math.sqrt(np.mean(many**2) / np.mean(nodes**2))


NODES = _nodes(8)
