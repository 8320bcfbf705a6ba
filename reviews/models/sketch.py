"""A few numbers that tell near-identical texts from different ones."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from reviews.models.review import Review


class BodySketch(models.Model):
    """The sketch of a review's body by `reviews.quoting.resemblance`. Written with each revision that is kept."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, primary_key=True, related_name="sketch")
    hashes = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex(fields=["hashes"], name="body_sketch_hashes")]

    def __str__(self) -> str:
        return f"sketch of review {self.review_id}"
