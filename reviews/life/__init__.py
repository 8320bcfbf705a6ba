"""The life of a review: written, submitted, published, revised, corrected, withdrawn, hidden."""
