"""Every setting that the environment or `.env` may hold, with its default.

From it come the README's table and `.env.example`: `python -m config.declared_settings` writes both anew.
A test fails where they, or what the code reads, differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# The settings of a Chorus site, each with its default. Copy this file to .env, take away the # before what
# you change, and start the site again. A variable of the environment wins over its line here.
# Made by `python -m config.declared_settings`; the README has the same as a table.
"""


@dataclass(frozen=True)
class Setting:
    """One setting. Where the default is found out, it is empty and `found` says what it comes to."""

    name: str
    default: str
    what: str
    found: str = ""

    @property
    def in_words(self) -> str:
        """The default as the table has it."""
        return self.found or f"`{self.default}`"

    @property
    def lines(self) -> str:
        """What `.env.example` says of it."""
        said = f"{self.what}. Default: {self.found}." if self.found else f"{self.what}."
        plain = said.replace("`", "")
        comment = "\n".join(f"# {line}" for line in wrap(plain[0].upper() + plain[1:], 116))
        return f"{comment}\n#{self.name}={self.default}\n"


DECLARED = [
    Setting(
        "SECRET_KEY",
        "",
        "Django's secret key. Production does not start without it",
        "on your own machine: made once, kept in the data folder",
    ),
    Setting(
        "ALLOWED_HOSTS",
        "",
        "host names the site answers to, with commas. Production does not start without them",
        "on your own machine: its own names",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "another server: `postgres://user:password@host/name`. With it set, or with `USE_HTTPS`, the site counts as "
        "production",
        "an embedded PostgreSQL in the data folder",
    ),
    Setting(
        "DATABASE_POOLED",
        "0",
        "`1` behind a pool that hands out another session for each transaction, as PgBouncer's transaction mode does",
    ),
    Setting(
        "DATABASE_REPLICA_URL",
        "",
        "a copy that follows it: strangers' pages are rendered from there when it has caught up",
        "none",
    ),
    Setting("CHORUS_DATA", ".data", "the data folder: database, logins, static files, covers"),
    Setting("HOST", "127.0.0.1", "the address at which `make run` listens"),
    Setting("PORT", "8000", "the port at which `make run` listens"),
    Setting("WORKERS", "", "worker processes of `make run`", "by the machine's cores"),
    Setting("THREADS", "4", "threads of each worker process"),
    Setting("ACCESS_LOG", "0", "`1` prints a line per request"),
    Setting("USE_HTTPS", "0", "`1`: secure cookies, redirect to https, HSTS"),
    Setting(
        "HSTS_SECONDS",
        "",
        "how long browsers remember that the site is https only",
        "a year with `USE_HTTPS`, else none",
    ),
    Setting("TRUSTED_PROXIES", "0", "how many proxies stand in front and say truly who asks"),
    Setting("CSRF_TRUSTED_ORIGINS", "", "origins, with commas, whose forms are taken", "none"),
    Setting(
        "CACHE_URL",
        "",
        "a shared cache: `redis://host:6379/0`",
        "the database, and each worker's memory for pages",
    ),
    Setting("KEPT_PAGES_MB", "24", "megabytes of rendered, compressed pages that a worker keeps; `0` for none"),
    Setting("STATEMENT_TIMEOUT", "15s", "longest query of a web request; `0` for none"),
    Setting(
        "REQUEST_SECONDS",
        "20",
        "a request that works longer is given up with a 503 that hands back what was typed",
    ),
    Setting(
        "SITE_URL",
        "",
        "where links in mail lead",
        "`https://` and the first of `ALLOWED_HOSTS`; on your own machine its own address",
    ),
    Setting(
        "ACCOUNT_RATE_LIMITS",
        "{}",
        'single limits of sign-up, password and second factor, as JSON: `{"signup": "5/h/ip"}`; the others stand in '
        "`config/settings.py`",
    ),
    Setting(
        "EMAIL_URL",
        "consolemail://",
        "the mail server, `smtp+tls://user:password@host:587`; without one mail is printed to the console",
    ),
    Setting("EMAIL_FROM", "chorus@localhost", "the sender of mail; a bare address gets the site's name before it"),
    Setting("STATIC_ROOT", "", "where collected static files go", "`static` in the data folder"),
    Setting("MEDIA_ROOT", "", "where uploaded covers go", "`media` in the data folder"),
    Setting(
        "MEDIA_STORAGE",
        "",
        "a bucket for uploaded covers instead of a folder: `s3://bucket/prefix`. Credentials, region and another "
        "server than Amazon's stand in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_DEFAULT_REGION` and "
        "`AWS_ENDPOINT_URL`",
        "the folder that `MEDIA_ROOT` names",
    ),
    Setting("DEMO", "1", "`0`: `make run` starts a site of your own, empty, and never loads the fictional catalogue"),
    Setting(
        "BACKUP_TO",
        "",
        "a folder, or `s3://bucket/prefix`, into which `manage.py work` backs the site up every night",
        "nowhere",
    ),
    Setting("BACKUP_KEEP", "7,4,12", "of how many days, weeks and months the nightly backups are kept"),
    Setting(
        "OPEN_DATA_TO",
        "",
        "a folder, in the data folder or elsewhere, into which `manage.py work` puts the site's open data every night; "
        "readers find it under `/open-data/`",
        "nowhere",
    ),
    Setting("SITE_NAME", "Chorus", "the name in the masthead; wins over the name that the site keeps"),
    Setting("LANGUAGE_CODE", "en-gb", "how dates are written, `en-gb` or `en-us`; wins over what the site keeps"),
    Setting("TIME_ZONE", "UTC", "the clock of the site, as `Europe/Berlin`; wins over what the site keeps"),
    Setting(
        "LINK_CHECK_AGENT",
        "",
        "how `check_links` introduces itself; put an address there that people can write to",
        "the site's name",
    ),
    Setting(
        "FETCH_AGENT",
        "",
        "how pages and feeds are asked for; robots.txt knows it by its first word",
        "the site's name and address",
    ),
    Setting("FETCH_PAUSE", "2", "seconds between two requests to one host, at least"),
    Setting("FEED_INTERVAL", "3600", "seconds between two requests to one feed, at least"),
    Setting("MUSICBRAINZ_URL", "https://musicbrainz.org", "where records come from, or a mirror of it"),
    Setting("COVER_ART_URL", "https://coverartarchive.org", "where their covers come from, or a mirror of it"),
    Setting("MUSICBRAINZ_PAUSE", "1", "seconds between two requests to it; a mirror of one's own needs none"),
    Setting("FETCH_IN_BACKGROUND", "1", "`0`: web processes fetch nothing, `manage.py poll_feeds` does"),
    Setting(
        "SECURITY_CONTACT",
        "",
        "whom `/.well-known/security.txt` names to write to about a weakness: an address of mail or of a page",
        "nobody",
    ),
    Setting("LOG_FORMAT", "text", "`json`: a JSON object a line, with the request's id, which answers bear, too"),
    Setting("LOG_LEVEL", "WARNING", "what is logged to standard error"),
    Setting(
        "METRICS",
        "",
        "where Prometheus is told figures, `127.0.0.1:9100`: a private address, for nobody is asked who they are",
        "nowhere",
    ),
    Setting("SENTRY_DSN", "", "a Sentry to tell of errors, without anything of the people whom they befell", "none"),
    Setting("DEBUG", "0", "`1`: Django's debug pages; never in production"),
]
DEFAULTS = {setting.name: setting.default for setting in DECLARED}
TABLE = re.compile(r"(?<=\| name \| default \| what it sets \|\n\|---\|---\|---\|\n)(?:\|.*\n)+")


def table() -> str:
    """The rows of the README's table."""
    return "".join(f"| `{setting.name}` | {setting.in_words} | {setting.what} |\n" for setting in DECLARED)


def example() -> str:
    """The text of `.env.example`."""
    return "\n".join([HEAD, *(setting.lines for setting in DECLARED)])


def main() -> None:
    """Write the README's table and `.env.example`."""
    readme = ROOT / "README.md"
    readme.write_text(TABLE.sub(lambda _: table(), readme.read_text()))
    (ROOT / ".env.example").write_text(example())


if __name__ == "__main__":
    main()
