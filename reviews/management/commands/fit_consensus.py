"""Fits the consensus model to the site's own reviews."""

from __future__ import annotations

from time import monotonic

from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.management.base import BaseCommand, CommandError

from reviews.consensus.album import SHOWN_FROM
from reviews.consensus.evaluation_table import table_of
from reviews.consensus.fit import ALBUMS_NEEDED, MOST_SWEEPS
from reviews.scoring.fitting import AlreadyFitting, FittedConsensus, fit_consensus


class Command(BaseCommand):
    """`manage.py fit_consensus`"""

    help = (
        "Fit the consensus model to this site's reviews, keep the result as a new calibration with its held-out "
        "figures, and count every album anew. Readers see the old consensus until the new one is complete."
    )

    def handle(self, **options: object) -> None:
        """Fit, and say what came of it."""
        started = monotonic()
        stages: list[tuple[str, float]] = []
        try:
            result = fit_consensus(entering=lambda stage: stages.append((stage, monotonic())))
        except AlreadyFitting as error:
            raise CommandError(str(error)) from error
        ended = monotonic()
        self._report(result)
        stops = [moment for _, moment in stages[1:]] + [ended]
        seconds = ", ".join(f"{stage} {stop - start:.1f}" for (stage, start), stop in zip(stages, stops, strict=True))
        self.stdout.write(f"{ended - started:.1f} seconds: {seconds}.")

    def _report(self, result: FittedConsensus) -> None:
        stored = result.calibration
        if result.fit is None or result.report is None:
            kept = "the last fit stays" if stored.fitted_reviews else "the stated defaults stay"
            self.stdout.write(f"Fewer than {ALBUMS_NEEDED} albums have {apnumber(SHOWN_FROM)} counted reviews: {kept}.")
        else:
            self.stdout.write(
                f"Calibration {stored.pk}, fitted on {stored.fitted_reviews:,} reviews of {stored.fitted_albums:,} "
                f"albums in {result.fit.sweeps} sweeps."
            )
            if not result.fit.converged:
                self.stderr.write(f"The figures were still moving after {MOST_SWEEPS} sweeps.")
            self.stdout.write(
                f"Albums: mean {stored.mean:.1f}, scale {stored.album_scale:.1f}. A review's noise "
                f"{stored.noise:.1f}. Leniency: publications ±{stored.publication_sd:.1f}, critics "
                f"±{stored.critic_sd:.1f}. The stretch's power {stored.power:.2f}; verdicts' edges "
                f"{stored.mixed_from:.1f}, {stored.positive_from:.1f}, {stored.rave_from:.1f}."
            )
            drawn = "Judged on whole albums drawn at random:\n" if result.report.reviews < stored.fitted_reviews else ""
            self.stdout.write(f"\n{drawn}{table_of(result.report)}\n")
        self.stdout.write(f"{result.albums:,} albums counted anew; {result.changed:,} print another score or interval.")
