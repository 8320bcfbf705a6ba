"""What may be fetched from a site on the web, and how much of it may be quoted."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.tracking import tracked
from common.web_addresses import host_of
from reviews.models.critic import Critic, Publication
from reviews.quoting.allowance import Allowance


class SourcePolicyQuerySet(models.QuerySet["SourcePolicy"]):
    """Policies, by the words the site uses for them."""

    def of(self, url: str) -> SourcePolicy | None:
        """The policy of the site on which the address lies, if somebody has set one."""
        return self.select_related("publication", "critic").filter(host=host_of(url)).first()


@tracked(within=["publication", "critic"])
class SourcePolicy(models.Model):
    """One site: a publication's or a critic's own. Nothing is fetched from a site that has no policy."""

    class Fetching(models.TextChoices):
        NO = "no", "Never fetch"
        ON_REQUEST = "request", "Fetch when a curator asks"
        FEED = "feed", "Fetch what its feeds announce, too"

    host = models.CharField(max_length=253, unique=True, help_text="The site’s name, without “www.”: lantern.example.")
    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, null=True, blank=True, related_name="policies"
    )
    critic = models.ForeignKey(
        Critic,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="policies",
        help_text="Whose own site it is, when it is no publication’s.",
    )
    fetching = models.CharField(max_length=7, choices=Fetching, default=Fetching.NO)
    quote_characters = models.PositiveSmallIntegerField(
        "characters in a quote", default=200, validators=[MaxValueValidator(300)], help_text="At most. 0: link alone."
    )
    quotes_per_review = models.PositiveSmallIntegerField(
        "quotes of a review", default=3, validators=[MaxValueValidator(20)], help_text="At most. 0: link alone."
    )
    quote_share = models.DecimalField(
        "share of the text",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.10"),
        validators=[MinValueValidator(0), MaxValueValidator(Decimal("0.25"))],
        help_text="What all quotes of a review may come to: 0.10 is a tenth. One quote may always be made.",
    )
    purges_text = models.BooleanField(
        "forget the text", default=False, help_text="Once excerpts are made, only they are kept of a review’s text."
    )
    permission = models.TextField(blank=True, help_text="Who allowed what, when; a link to their terms.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SourcePolicyQuerySet.as_manager()

    class Meta:
        ordering = ["host"]
        verbose_name_plural = "source policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(host__regex=r"^[^/\s:?#@A-Z]+\.[^/\s:?#@A-Z]+$") & ~Q(host__startswith="www."),
                name="source_policy_is_of_a_host",
            ),
            models.CheckConstraint(
                condition=Q(publication__isnull=True) | Q(critic__isnull=True),
                name="source_policy_is_of_a_publication_or_a_critic",
            ),
            models.CheckConstraint(
                condition=Q(
                    quote_characters__lte=300, quotes_per_review__lte=20, quote_share__gte=0, quote_share__lte=0.25
                ),
                name="source_policy_quotes_little",
            ),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def owner(self) -> Publication | Critic | None:
        """Whose site it is."""
        return self.publication or self.critic

    def allowance(self, longest_snippet: int | None = None) -> Allowance:
        """How much may be quoted of a review from there, and by what the page itself asks for."""
        bounds = [bound for bound in (self.quote_characters, longest_snippet) if bound is not None]
        characters = min(bounds)
        return Allowance(characters, self.quotes_per_review if characters else 0, float(self.quote_share))

    def allows_request(self) -> bool:
        """Whether a page may be fetched when a person asks for it."""
        return self.fetching != self.Fetching.NO

    def allows_feeds(self) -> bool:
        """Whether its feeds may be followed."""
        return self.fetching == self.Fetching.FEED
