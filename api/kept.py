"""Answers are kept like pages, under the same versions: the same to everybody, whoever asks."""

from __future__ import annotations

from functools import partial

from common.kept_pages import same_for_everyone

kept = partial(same_for_everyone, signed_in_too=True)
"""Around an operation: `kept(version)`. No account is asked for here, so nobody is shown anything of their own."""
