"""The language that a text is written in."""

from __future__ import annotations

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reviews.reading.words import word_count

FEWEST_WORDS = 20
LEAST_PROBABILITY = 0.95
ENOUGH_CHARACTERS = 4_000
MOST_LANGUAGES = 5


def language_of(text: str) -> str | None:
    """The language tag of `text` ("en", "de"), None when it is short or the model is less than 95 % sure."""
    beginning = text[:ENOUGH_CHARACTERS]
    if word_count(beginning) < FEWEST_WORDS:
        return None
    language, probability = _identifier().classify(beginning)
    return str(language) if probability >= LEAST_PROBABILITY else None


def languages_by_likelihood(text: str) -> list[tuple[str, float]]:
    """The five languages that `text` is most likely in, each with how likely that is."""
    ranked = _identifier().rank(text[:ENOUGH_CHARACTERS])[:MOST_LANGUAGES]
    return [(str(language), float(probability)) for language, probability in ranked]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
