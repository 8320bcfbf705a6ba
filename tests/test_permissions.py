"""Who may open what: one table of every address, asked by everybody.

`docs/permissions.md` shows the same table in words. An address without a row fails the test: add one line to `ROWS`
(or to `ADMIN` for a table of the curators' desk). Its answers stand in the order of `PEOPLE`:

    ok     the page, or the done thing
    go     led on to another page, which for a POST means: done
    in     led to the sign-in page
    no     403, known and not allowed
    key    401, a program's token is needed: being signed in is not enough
    none   404, as if it were not there
    not    405, the wrong method
    bad    400, 409 or 422: allowed, and what this test posts is not enough
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, reverse

from tests.people import PEOPLE, visitor

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Row:
    """What each of `PEOPLE` gets at one address. `args` name attributes of the world; what is posted is empty."""

    answers: str
    args: tuple[str, ...] = ()
    method: str = "get"


def get(answers: str, *args: str) -> Row:
    return Row(answers, args)


def post(answers: str, *args: str) -> Row:
    return Row(answers, args, "post")


def everybody(*args: str) -> Row:
    return Row("ok ok ok ok ok ok", args)


def signed_in(*args: str) -> Row:
    return Row("in ok ok ok ok ok", args)


ROWS = {
    "admin:index": get("in in in in ok ok"),
    "admin:login": get("go go go go go go"),
    "admin:logout": post("go go go go go go"),
    "admin:password_change_done": get("in in in in ok ok"),
    "admin:autocomplete": get("in in in in no no"),
    "admin:jsi18n": get("in in in in ok ok"),
    "admin:view_on_site": get("in in in in none none", "zero", "zero"),
    "admin:config_siteprofile_changelist": get("in in in in no no"),
    "admin:curation_choose": get("in in in in none none", "zero", "zero"),
    "admin:curation_merge": get("in in in in none none", "zero", "zero", "zero"),
    "admin:curation_split": get("in in in in none none", "zero", "zero"),
    "admin:reviews_reviewtocode_settle": get("in in in in go go", "review"),
    "admin:curation_undo": post("in in in in none none", "zero"),
    "admin:app_list": get("in in in in ok ok", "app"),
    **dict.fromkeys(("admin:albums_album_import", "admin:reviews_review_import"), get("in in in in ok ok")),
    "admin:albums_album_process_import": post("in in in in go go"),
    "admin:reviews_review_process_import": post("in in in in go go"),
    "admin:reviews_review_note": post("in in in in bad bad", "review"),
    "history": get("in in in in ok ok"),
    "history-record": get("in in in in ok ok", "albums", "album_word", "proposed"),
    "history-revert": post("in in in in bad bad", "app", "review_word", "changed"),
    "admin:reviews_sourcepolicy_take_down": get("in in in in ok ok", "policy"),
    "add-record": get("in in in in ok ok"),
    "add-list": get("in in in in ok ok"),
    "album-source": post("in in in in none none", "zero"),
    "bring-in": get("in in in in ok ok"),
    "bring-in-batch": get("in in in in ok ok", "batch"),
    "bring-in-policies": post("in in in in go go", "batch"),
    "look-back": get("in in in in ok ok", "feed"),
    "find-feeds": get("in in in in ok ok", "reviews_sourcepolicy_key"),
    "document": get("in in in in ok ok", "document"),
    "queue": get("in in in in ok ok"),
    "queue-publish": post("in in in in go go"),
    "queue-take": post("in in in in go go", "review_word", "submitted"),
    "queue-release": post("in in in in go go", "review_word", "submitted"),
    "desk": signed_in(),
    "desk-albums": get("in none ok ok none none"),
    "desk-grades": signed_in(),
    "desk-bring-in": signed_in(),
    "desk-arrival": get("in none none ok none none", "arrived"),
    "desk-feeds": signed_in(),
    "desk-end-feed": post("in none none go none none", "claimed_feed"),
    "desk-draft": get("in none none ok none none", "typed"),
    "desk-discard-draft": post("in none none go none none", "typed"),
    "desk-new": signed_in(),
    "desk-review": get("in none none ok none none", "draft"),
    "desk-discard": post("in none none go none none", "draft"),
    "desk-take-back": post("in none none go none none", "submitted"),
    "desk-revise": post("in none none go none none", "review"),
    "desk-withdraw": post("no none none bad none none", "review"),
    "desk-contest": post("in none none bad none none", "review"),
    "desk-correction": post("no none none bad none none", "review"),
    "desk-history": get("in none none ok none none", "review"),
    **{
        name: everybody()
        for name in ("robots", "sitemap", "sitemap-lists", "opensearch", "feed", "newcomer-feed", "corrections-feed")
    },
    "security-txt": get("none none none none none none"),
    **{
        f"api-{name}": everybody()
        for name in (
            *("openapi", "album-list", "review-list", "critic-list", "publication-list", "artist-list"),
            *("search-names", "correction-list", "method"),
        )
    },
    **{f"api-{name}": everybody(name) for name in ("review", "critic", "publication", "artist")},
    "api-artist-albums": everybody("artist"),
    "api-chart": everybody("chart"),
    "api-album-find": get("bad bad bad bad bad bad"),
    "api-album-reviews": everybody("artist", "album"),
    "open-data-newest": get("none none none none none none", "token"),
    "open-data-file": get("none none none none none none", "token", "token"),
    "api-root": everybody(),
    "api-album": everybody("artist", "album"),
    "api-own-reviews": get("key key key key key key"),
    "api-own-review": get("key key key key key key", "draft"),
    "api-document": get("key key key key key key", "document"),
    **dict.fromkeys(("api-write-review", "api-add-documents"), post("key key key key key key")),
    **{
        f"api-{name}": Row("key key key key key key", ("review",), method)
        for name, method in (
            ("rewrite-review", "put"),
            ("throw-own-draft-away", "delete"),
            ("revise-own-review", "post"),
            ("withdraw-own-review", "post"),
            ("take-own-review-back", "post"),
        )
    },
    "sitemap-part": everybody("albums", "first_part"),
    "webmention": post("bad bad bad bad bad bad"),
    "oembed": get("none none none none none none"),
    "album-badge": everybody("artist", "album"),
    "album-embed": everybody("artist", "album"),
    "album-picture": everybody("artist", "album"),
    "review-picture": everybody("artist", "album", "review"),
    "critic-picture": everybody("critic"),
    "album-feed": everybody("artist", "album"),
    "artist-feed": everybody("artist"),
    "critic-feed": everybody("critic"),
    "publication-feed": everybody("publication"),
    "genre-feed": everybody("genre"),
    "label-feed": everybody("label"),
    "album-list": everybody(),
    "artist-list": everybody(),
    "artist": everybody("artist"),
    "home": everybody(),
    "manifest": everybody(),
    "method": everybody(),
    "search": everybody(),
    "album": everybody("artist", "album"),
    "corrections": everybody(),
    "open-data": everybody(),
    "review-history": everybody("artist", "album", "review"),
    "compare": everybody("artist", "album"),
    "album-working": everybody("artist", "album"),
    "album-history": everybody("artist", "album"),
    "album-voices": everybody("artist", "album"),
    "album-grades": get("none none none none none none", "artist", "album"),
    "album-topic": everybody("artist", "album", "topic"),
    "album-track": everybody("artist", "album", "track"),
    "review": everybody("artist", "album", "review"),
    "chart-best": everybody(),
    "chart-divisive": everybody(),
    "chart-reviewed": everybody("period"),
    "chart-new": everybody(),
    "chart-coming": everybody(),
    "chart-lists": everybody("year"),
    "publication-lists": everybody("publication", "year"),
    "bring-in-list": get("in in in in ok ok"),
    "just-out-feed": everybody(),
    "chart-publications": everybody("year"),
    "chart-year": everybody("year"),
    "genre-list": everybody(),
    "genre": everybody("genre"),
    "label-list": everybody(),
    "label": everybody("label"),
    "publication-year": everybody("publication", "year"),
    "critic-list": everybody(),
    "critic": everybody("critic"),
    "publication-list": everybody(),
    "publication": everybody("publication"),
    **dict.fromkeys(("saved-voices", "marks", "close-critics", "lists", "shelf-imports"), signed_in()),
    **dict.fromkeys(("shelf-archive", "shelf-json"), signed_in()),
    "keep-voices": post("in bad bad bad bad bad"),
    "edit-voices": get("in none none ok none none", "voices"),
    "voices-are-mine": post("in none none go none none", "voices"),
    "delete-voices": post("in go go go go go", "voices"),
    "mark": post("in none none none none none"),
    "add-to-list": get("in none none none none none"),
    "edit-list": get("in none none ok none none", "private_list"),
    "delete-list": post("in go go go go go", "private_list"),
    "list-entry": post("in none none go none none", "private_list", "zero"),
    "shelf-import": get("in none none ok none none", "brought"),
    "take-import": post("in none none go none none", "brought"),
    "forget-import": post("in go go go go go", "brought"),
    "reader-list": get("none none none ok none none", "private_list"),
    "list-csv": get("none none none ok none none", "private_list"),
    "list-feed": get("none none none none none none", "private_list"),
    "list-picture": get("none none none none none none", "private_list"),
    "report-list": post("in none none none none none", "private_list"),
    "account": signed_in(),
    "login": get("ok go go go go go"),
    "logout": post("go go go go go go"),
    "notice-settings": signed_in(),
    "unsubscribe": everybody("token"),
    "delete-account": signed_in(),
    "bylines": signed_in(),
    "find-byline": signed_in(),
    "first-steps": get("in none none none none none"),
    "remove-demo": get("in none none none none none"),
    "setup": get("none none none none none none", "broken"),
    "invitation": get("none none none none none none", "broken"),
    "claim-byline": get("in go go go go go"),
    "withdraw-claim": post("in none none go none none", "claim"),
    "tokens": signed_in(),
    "new-token": get("in go go go go go"),
    "revoke-token": post("in none none go none none", "api_token"),
    "notices": signed_in(),
    "new-for-you": signed_in(),
    "news-settings": signed_in(),
    "renew-news-feed": post("in go go go go go"),
    "news-feed": everybody("feed_token"),
    "stop-news": everybody("stop_token"),
    "following": signed_in(),
    "follow": signed_in("kind", "followed"),
    "unfollow": post("in go go go go go", "kind", "followed"),
    "read-all-notices": post("in go go go go go"),
    "read-notice": post("in none none go none none", "notice"),
    "account_login": get("ok go go go go go"),
    "account_logout": post("go go go go go go"),
    "account_inactive": everybody(),
    "account_signup": get("ok go go go go go"),
    "account_reauthenticate": signed_in(),
    "account_email": signed_in(),
    "account_email_verification_sent": everybody(),
    "account_change_password": signed_in(),
    "account_set_password": get("in go go go go go"),
    "account_reset_password": everybody(),
    "account_confirm_login_code": get("go go go go go go"),
    "account_confirm_email": everybody("token"),
    "account_reset_password_from_key_done": everybody(),
    "account_reset_password_from_key": everybody("zero", "token"),
    "account_reset_password_done": everybody(),
    "mfa_index": signed_in(),
    "mfa_authenticate": get("go go go go go go"),
    "mfa_reauthenticate": get("in go go go go go"),
    "mfa_activate_totp": get("in go go go go go"),
    "mfa_deactivate_totp": get("in none none none none none"),
    "mfa_view_recovery_codes": get("in none none none none none"),
    "mfa_generate_recovery_codes": get("in go go go go go"),
    "mfa_download_recovery_codes": get("in none none none none none"),
    "mfa_list_webauthn": signed_in(),
    "mfa_add_webauthn": get("in go go go go go"),
    "mfa_reauthenticate_webauthn": get("in go go go go go"),
    "mfa_remove_webauthn": get("in go go go go go", "zero"),
    "mfa_edit_webauthn": get("in go go go go go", "zero"),
    "mfa_login_webauthn": get("go go go go go go"),
    "admin:password_change": get("go go go go go go"),
    "admin:auth_user_second_factor": get("in in in in no go", "person"),
    "admin:auth_user_password_change": get("in in in in no no", "person"),
}

# Of each table of the curators' desk: list, add, change, history, delete; for a curator, for a chief curator. Nobody
# else is led past the sign-in page.
ADMIN = {
    "albums_film": ("ok ok ok ok no", "ok ok ok ok no"),
    "albums_redirect": ("ok ok ok ok no", "ok ok ok ok no"),
    "albums_genre": ("ok ok ok ok no", "ok ok ok ok no"),
    "albums_label": ("ok ok ok ok no", "ok ok ok ok no"),
    "reviews_consensus": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_consensuschange": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_calibration": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_correctionrequest": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_scale": ("ok ok ok ok no", "ok ok ok ok no"),
    "reviews_review": ("ok ok ok ok no", "ok ok ok ok no"),
    "reviews_reviewtocode": ("ok no go ok no", "ok no go ok no"),
    "curation_rearrangement": ("ok no go go no", "ok no go go no"),
    "curation_linkcheck": ("ok no go go no", "ok no go go no"),
    "curation_job": ("ok no ok ok no", "ok no ok ok no"),
    "curation_likelyduplicate": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_blockedsource": ("ok ok ok ok ok", "ok ok ok ok ok"),
    "reviews_sourcepolicy": ("ok ok ok ok ok", "ok ok ok ok ok"),
    "reviews_mention": ("ok no ok ok no", "ok no ok ok no"),
    "reviews_yearendlist": ("ok ok ok ok ok", "ok ok ok ok ok"),
    "reviews_feed": ("ok ok ok ok ok", "ok ok ok ok ok"),
    "reviews_incomingdocument": ("ok no go ok no", "ok no go ok no"),
    "readers_readerlist": ("ok no ok ok no", "ok no ok ok no"),
    "albums_album": ("ok ok ok ok no", "ok ok ok ok no"),
    "albums_artist": ("ok ok ok ok no", "ok ok ok ok no"),
    "reviews_critic": ("ok ok ok ok no", "ok ok ok ok no"),
    "reviews_publication": ("ok ok ok ok no", "ok ok ok ok no"),
    "accounts_bylineclaim": ("ok no ok ok no", "ok no ok ok no"),
    "auth_user": ("no no no no no", "ok no ok ok no"),
}


def tables() -> Iterator[tuple[str, Row]]:
    """The rows of the curators' desk: of each table its list, its form to add, and one thing's page, history, end.

    Who sees a list takes it along as a file; accounts are nobody's to take.
    """
    pages = ("changelist", "add", "change", "history", "delete")
    for table, (curator, chief) in ADMIN.items():
        for page, *answers in zip(pages, curator.split(), chief.split(), strict=True):
            args = () if page in ("changelist", "add") else (f"{table}_key",)
            row = Row(" ".join(["in in in in", *answers]), args)
            yield f"admin:{table}_{page}", row
            if page == "changelist" and table != "auth_user":
                yield f"admin:{table}_export", row


ALL_ROWS = ROWS | dict(tables())


def answer_to(response: HttpResponse) -> str:
    """The response in the words of the table."""
    if response.status_code in (301, 302):
        to_sign_in = response.url.startswith((reverse("login"), reverse("admin:login"))) and "next=" in response.url
        return "in" if to_sign_in else "go"
    words = {200: "ok", 400: "bad", 401: "key", 403: "no", 404: "none", 405: "not", 409: "bad", 422: "bad"}
    return words.get(response.status_code, str(response.status_code))


def names() -> Iterator[str]:
    """Every name of the address book."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif entry.name:
                yield prefix + entry.name

    return walk(get_resolver(), "")


def answers_at(name: str, world: SimpleNamespace) -> str:
    """What each of `PEOPLE` gets there; nobody's request leaves a trace for the next."""
    row = ALL_ROWS[name]
    address = reverse(name, args=[getattr(world, argument) for argument in row.args])
    answers = []
    for who in range(len(PEOPLE)):
        with transaction.atomic():
            answers.append(answer_to(getattr(visitor(world, who), row.method)(address)))
            transaction.set_rollback(True)
    return " ".join(answers)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(names()) == set(ALL_ROWS)


@pytest.mark.parametrize("name", ALL_ROWS)
def test_everybody_gets_what_the_table_says(world, name):
    assert answers_at(name, world) == ALL_ROWS[name].answers
