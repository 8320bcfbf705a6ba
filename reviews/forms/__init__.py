"""Forms that the critic's and the curators' desk share."""
