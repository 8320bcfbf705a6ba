"""The model can be taken away from the site and stands by itself."""

import pytest

from reviews.consensus.constants import calibration_from, constants_of
from reviews.consensus.model import DEFAULTS, Band, Effect, Parameters, PublicationEffect
from tests.installed_package import SOURCE, copy_of_source, install, run_document


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    source = copy_of_source(tmp_path_factory.mktemp("source"))
    return install(source, tmp_path_factory.mktemp("installed"))


def test_it_is_installed_without_the_site_and_its_readme_runs(installed, tmp_path):
    assert (installed / "chorus_consensus" / "model.py").exists()
    printed = run_document(SOURCE / "README.md", installed, tmp_path)
    assert printed.startswith("76.")


def test_every_module_of_it_is_installed(installed):
    modules = {path.name for path in SOURCE.glob("*.py")}
    assert {path.name for path in (installed / "chorus_consensus").glob("*.py")} == modules


def test_constants_are_a_table_and_back():
    houses = {1: PublicationEffect(2.0, 0.5, 1.1, 8.0)}
    writers = {2: Effect(-1.0, 0.25)}
    bands = (Band("pan", 0, 45.5), Band("mixed", 45.5, 70), Band("positive", 70, 85), Band("rave", 85, 100))
    fitted = Parameters(mu=70.123456789012345, noise=1 / 3, bands=bands, publications=houses, critics=writers)
    assert calibration_from(constants_of(fitted), houses, writers) == fitted
    assert calibration_from(constants_of(DEFAULTS)) == DEFAULTS


def test_a_constant_that_is_not_known_is_refused_by_its_name():
    with pytest.raises(ValueError, match="no constant called drift"):
        calibration_from(constants_of(DEFAULTS) | {"drift": 1.0})
