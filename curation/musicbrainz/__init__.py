"""Records from MusicBrainz at the curators' desk: added by address or name, and what it says of one that is here."""
