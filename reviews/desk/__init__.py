"""The critic's desk: where a critic writes reviews, picks excerpts, submits, and follows what becomes of them."""
