"""Where one verdict ends and the next begins, from reviews that have a grade and a verdict chosen without regard to it.

Of a review with the grade y a verdict at or above the edge e is chosen with the probability Phi((y - e) / tau): whoever
reads the text takes it for a few points better or worse than the grade says. The edges and tau are the likeliest ones,
drawn to the stated edges: each is expected within three points of its own before anything is seen, and tau near six.
The stated edges allow for heaping already (``model.EDGES``).
"""

import math

import numpy as np
from scipy.optimize import minimize

from .model import EDGES, Array, Integers, log_normal_mass

EDGE_SD = 3.0
USUAL_DOUBT = 6.0
DOUBT_LOG_SD = 0.5
LEAST_BAND = 2.0
_FURTHEST = 12.0


def edges_from(grades: Array, verdicts: Integers) -> tuple[float, float, float]:
    """The three edges by such pairs; the stated ones where there is none. ``verdicts`` are places among VERDICTS."""
    if not grades.size:
        return EDGES
    stated = np.array(EDGES)

    def loss(unknown: Array) -> float:
        edges, doubt = unknown[:3], math.exp(unknown[3])
        ends = np.concatenate([[-np.inf], edges, [np.inf]])
        if (np.diff(edges) < LEAST_BAND).any():
            return math.inf
        lower, upper = ((ends[verdicts + side] - grades) / doubt for side in (0, 1))
        drawn = (((edges - stated) / EDGE_SD) ** 2).sum() + (math.log(doubt / USUAL_DOUBT) / DOUBT_LOG_SD) ** 2
        return float(drawn / 2 - log_normal_mass(lower, upper).sum())

    start = np.append(stated, math.log(USUAL_DOUBT))
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 0.01, "fatol": 0.01, "maxiter": 2000}).x
    mixed, positive, rave = np.clip(found[:3], stated - _FURTHEST, stated + _FURTHEST)
    return float(mixed), float(positive), float(rave)
