"""A calibration's constants as a table: each by its name, and back.

What is a number in ``Parameters`` goes under its own name, each verdict's band under two. The habits of publications
and critics are no constants: they have tables of their own.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from .model import Band, Effect, Parameters, PublicationEffect


def constants_of(calibration: Parameters) -> dict[str, float]:
    """Every constant by its name; of verdicts' bands the ends, as ``band_rave_low`` and ``band_rave_high``."""
    values = {column.name: getattr(calibration, column.name) for column in fields(calibration)}
    numbers = {name: float(value) for name, value in values.items() if isinstance(value, (int, float))}
    ends = {
        f"band_{band.verdict}_{end}": float(getattr(band, end)) for band in calibration.bands for end in ("low", "high")
    }
    return numbers | ends


def calibration_from(
    constants: Mapping[str, float],
    publications: Mapping[Any, PublicationEffect] | None = None,
    critics: Mapping[Any, Effect] | None = None,
) -> Parameters:
    """The calibration of which ``constants_of`` makes this table, with these habits.

    Raises ValueError for a constant that this version of the model does not know: it would count otherwise than meant.
    """
    verdicts = [name[5:-4] for name in constants if name.startswith("band_") and name.endswith("_low")]
    bands = [Band(verdict, *(constants[f"band_{verdict}_{end}"] for end in ("low", "high"))) for verdict in verdicts]
    ends = {f"band_{band.verdict}_{end}" for band in bands for end in ("low", "high")}
    numbers = {name: value for name, value in constants.items() if name not in ends}
    if unknown := numbers.keys() - {column.name for column in fields(Parameters)}:
        raise ValueError(f"this version of the model knows no constant called {', '.join(sorted(unknown))}")
    return Parameters(
        **numbers,
        bands=tuple(sorted(bands, key=lambda band: band.low)),
        publications=publications or {},
        critics=critics or {},
    )
