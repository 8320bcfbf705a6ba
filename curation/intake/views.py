"""Pages on which documents are brought in: the door, what came of it, and one document to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.form_fields import TextField
from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from common.web_addresses import host_of
from curation.intake.check_form import NEW, Check, CheckForm
from curation.intake.requesting import (
    MOST_ADDRESSES,
    Batch,
    ask_for,
    decide_about,
    read_file,
    take_after_all,
    try_again,
)
from curation.models import Holdable
from curation.queue.holding import deciding, refusal_of, standing_of
from reviews.desk.looking_up import TOO_OFTEN, RecordsOffered, filled_in, offer_records
from reviews.incoming.taking import AlreadyTaken, put_aside, take
from reviews.life.steps import NotAllowed
from reviews.models import IncomingDocument, Review, SourcePolicy
from reviews.models.incoming_document import IncomingDocumentQuerySet

may_take = permission_required("reviews.take_document", raise_exception=True)
LARGEST_FILE = 5_000_000
MOST_FILES = 30
MOST_ASKED = 50
State = IncomingDocument.State


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, none of them empty."""

    def clean(self, data: Sequence[UploadedFile] | None, initial: object = None) -> list[UploadedFile]:
        """Each as a single one would be."""
        return [super(ManyFilesField, self).clean(file, initial) for file in data or ()]


class BringInForm(forms.Form):
    """Addresses, files, pasted text: any of the three, and several at once."""

    addresses = TextField(
        label="Addresses of reviews",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "https://", "autofocus": True, "spellcheck": "false"}),
        help_text="One a line.",
    )
    files = ManyFilesField(  # type: ignore[assignment]  # a field; what was sent as `files` is another thing
        label="Files",
        required=False,
        widget=ManyFilesInput,
        help_text="Pages saved from a browser, text, Markdown, Word documents, newsletters: 5 MB each at most.",
    )
    pasted = TextField(
        label="Or the text itself",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="As copied from the page, or its HTML.",
    )
    pasted_from = forms.URLField(label="Where the pasted text stands", required=False, max_length=1000)

    def clean_addresses(self) -> list[str]:
        """The addresses, each once."""
        lines = dict.fromkeys(self.cleaned_data["addresses"].split())
        if len(lines) > MOST_ADDRESSES:
            raise ValidationError(f"That is {len(lines)} addresses; {MOST_ADDRESSES} at once are the most.")
        return list(lines)

    def clean(self) -> dict[str, object]:
        """Something must be there."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("addresses") or cleaned.get("pasted") or cleaned.get("files")):
            raise ValidationError("Give an address, a file or a text.")
        return cleaned


@may_take
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SignedInRequest) -> HttpResponse:
    """The door. What other pages share with this one (`?url=`, `?text=`, `?title=`) stands in the form already."""
    if request.method != "POST":
        shared = " ".join(request.GET.get(name, "") for name in ("url", "text", "title"))
        found = dict.fromkeys(word for word in shared.split() if word.startswith(("http://", "https://")))
        form = BringInForm(initial={"addresses": "\n".join(found)})
        return _page(request, "bring_in.html", "Add reviews", form=form, asked_by_critics=_asked_by_critics())
    form = BringInForm(request.POST, request.FILES)
    if over_limit(request, "bring-in"):
        form.add_error(None, "That is a great many at once. What you gave stands here: send it again in some minutes.")
        return _page(request, "bring_in.html", "Add reviews", status=429, form=form)
    if not form.is_valid():
        return _page(request, "bring_in.html", "Add reviews", status=422, form=form)
    batch = Batch()
    said = form.cleaned_data
    with transaction.atomic():
        ask_for(said["addresses"], request.user, batch)
        for file in said["files"][:MOST_FILES]:
            if file.size > LARGEST_FILE:
                batch.refused.append((file.name, "A file has at most 5 MB."))
            else:
                read_file(file.read(), file.name, request.user, batch)
        if said["pasted"]:
            read_file(said["pasted"].encode(), "pasted text", request.user, batch, said["pasted_from"])
    for address, reason in batch.refused:
        messages.warning(request, f"{address}: {reason}")
    if not batch.documents:
        return _page(request, "bring_in.html", "Add reviews", status=422, form=form)
    only = batch.documents[0] if len(batch.documents) == 1 else None
    if only and only.state == State.READ:
        return HttpResponseRedirect(_address_of(only))
    return HttpResponseRedirect(reverse("bring-in-batch", args=[batch.key]))


def _asked_by_critics() -> IncomingDocumentQuerySet:
    """Pages that critics have asked for and whose sites nobody has decided about."""
    asked = _documents().filter(state=State.NEEDS_POLICY, for_critic__isnull=False, batch__isnull=False)
    return asked.select_related("for_critic").order_by("seen_at")[:MOST_ASKED]


@may_take
@require_safe
def batch(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What came of those that were asked for together. It goes on while nobody looks, and the page keeps up."""
    documents = list(_documents().filter(batch=key).order_by("pk"))
    if not documents:
        raise Http404
    new_hosts = sorted({host_of(one.address) for one in documents if one.state == State.NEEDS_POLICY})
    on_the_way = sum(one.state == State.TO_FETCH for one in documents)
    first = next((one for one in documents if one.state == State.READ), None)
    context = {
        "documents": documents,
        "new_hosts": new_hosts,
        "choices": SourcePolicy.Fetching.choices[::-1],
        "on_the_way": on_the_way,
        "done": len(documents) - on_the_way,
        "first": _address_of(first) if first else "",
        "batch": key,
    }
    template = "batch.html#documents" if request.htmx else "batch.html"
    return _page(request, template, "On their way in", **context)


@may_take
@require_POST
def decide_policies(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say what may be fetched from the hosts that are new here."""
    waiting = IncomingDocument.objects.filter(batch=key, state=State.NEEDS_POLICY)
    decided = 0
    with transaction.atomic():
        for host in sorted({host_of(document.address) for document in waiting.only("address")}):
            fetching = request.POST.get(f"fetching-{host}", "")
            if fetching in SourcePolicy.Fetching.values:
                _offer_feeds(request, decide_about(host, fetching, request.user))
                decided += 1
    if not decided:
        messages.warning(request, "Nothing was chosen.")
    return HttpResponseRedirect(reverse("bring-in-batch", args=[key]))


def _offer_feeds(request: SignedInRequest, policy: SourcePolicy) -> None:
    """Lead on to the feeds of a site whose feeds may be followed and that has none here yet."""
    if policy.allows_feeds() and request.user.has_perm("reviews.change_sourcepolicy") and not policy.feeds.exists():
        where = reverse("find-feeds", args=[policy.pk])
        messages.info(request, format_html('<a href="{}">Find the feeds of {}</a> to follow them.', where, policy.host))


@may_take
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document: what was read of it beside its text, to be put right and taken."""
    found = _document(pk)
    part = _part(request, found)
    if request.method == "POST":
        return _step(request, found, part)
    if found.reading is None:
        return _page(request, "unread.html", str(found), document=found)
    taken = found.reviews.filter(part=part).select_related("review").first()
    if taken and found.state == State.TAKEN:
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[taken.review_id]))
    check = Check(found, part)
    return _check_page(request, check, CheckForm(check))


def _step(request: SignedInRequest, found: IncomingDocument, part: int) -> HttpResponse:
    step = request.POST.get("step", "")
    if step == "aside":
        put_aside(found, f"Put aside by {request.user.get_username()}.")
        messages.success(request, f"“{found}” is put aside.")
        return HttpResponseRedirect(_next_after(found))
    if step == "again":
        try_again(found)
        messages.success(request, "It is fetched again as soon as its site may be asked.")
        return HttpResponseRedirect(_address_of(found))
    if step == "after-all":
        take_after_all(found)
        return HttpResponseRedirect(_address_of(found))
    if found.reading is None:
        raise Http404
    if step == "look-up" or step.startswith("fill:"):
        return _look_up(request, Check(found, part), step.partition(":")[2])
    if step == "find":
        check = Check(found, part, request.POST.get("album_query", "")[:200])
        return _check_page(request, check, CheckForm(check, request.POST), quiet=True)
    check = Check(found, part)
    form = CheckForm(check, request.POST)
    if not form.is_valid():
        return _check_page(request, check, form, status=422)
    with deciding(Holdable.DOCUMENT, [found.pk], request.user) as free:
        if not free:
            form.add_error(None, str(refusal_of(Holdable.DOCUMENT, found.pk)))
            return _check_page(request, check, form, status=409)
        return _take(request, check, form, publishing=step == "publish")


def _look_up(request: SignedInRequest, check: Check, key: str) -> HttpResponse:
    """Look for a record that is not here at MusicBrainz, or fill the form with the one that was chosen."""
    data: QueryDict = request.POST
    if over_limit(request, "look-up"):
        form = CheckForm(check, data)
        form.add_error(None, TOO_OFTEN)
        return _check_page(request, check, form, status=429)
    if key:
        data, problem = filled_in(data, key, "new_", "new_musicbrainz")
        records = RecordsOffered(problem=problem)
    else:
        records = offer_records(data.get("musicbrainz_query", ""))
    return _check_page(request, check, CheckForm(check, data), quiet=True, records=records)


def _take(request: SignedInRequest, check: Check, form: CheckForm, publishing: bool) -> HttpResponse:
    if publishing and not request.user.has_perm("reviews.publish_review"):
        publishing = False
    try:
        with transaction.atomic():
            album = form.album_to_review()
            review = take(check.document, check.part, form.checked(album), request.user, publishing)
    except AlreadyTaken as problem:
        messages.warning(request, str(problem))
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[problem.review.pk]))
    except (NotAllowed, ValidationError) as problem:
        said = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        for line in said:
            form.add_error(None, line)
        return _check_page(request, check, form, status=422)
    admin.site.get_model_admin(Review).log_addition(request, review, f"Brought in from {check.document}.")
    done = "is published" if review.status == Review.Status.PUBLISHED else "is in the queue"
    messages.success(request, f"{review} {done}.")
    if check.part + 1 < check.parts:
        return HttpResponseRedirect(f"{_address_of(check.document)}?part={check.part + 1}")
    return HttpResponseRedirect(_next_after(check.document))


def _check_page(
    request: SignedInRequest,
    check: Check,
    form: CheckForm,
    status: int = 200,
    quiet: bool = False,
    records: RecordsOffered | None = None,
) -> HttpResponse:
    text = form.text
    context = {
        "check": check,
        "form": form,
        "quiet": quiet,
        "document": check.document,
        "records": records,
        "new_album": records is not None or (form["album"].value() or "") == NEW,
        "fields": [(form[name], check.reading["fields"].get(READ_AS.get(name, name))) for name in SHOWN],
        "suggested": check.suggestions(text),
        "no_suggestion": check.why_no_suggestion(text),
        "longest_quotation": check.allowance.longest(text),
        "all_quotations": check.allowance.together(text),
        "chosen_quotes": form["quotes"].value() or [],
        "row": standing_of(Holdable.DOCUMENT, check.document.pk, request.user),
    }
    return _page(request, "document.html", str(check.document), status=status, **context)


SHOWN = ("headline", "critic", "publication", "published_on", "updated_on", "grade", "language", "source_url")
READ_AS = {"published_on": "published", "updated_on": "updated"}


def _documents() -> IncomingDocumentQuerySet:
    return IncomingDocument.objects.select_related("policy__publication__scale", "feed", "asked_by").defer("packed")


def _document(pk: int) -> IncomingDocument:
    if pk > LARGEST_KEY:
        raise Http404
    return get_object_or_404(_documents(), pk=pk)


def _part(request: SignedInRequest, found: IncomingDocument) -> int:
    asked = request.GET.get("part", "0")
    parts = len((found.reading or {}).get("parts") or [0])
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    if number >= parts:
        raise Http404
    return number


def _address_of(found: IncomingDocument) -> str:
    return reverse("document", args=[found.pk])


def _next_after(found: IncomingDocument) -> str:
    """Where to go on: the next of those asked for together that waits, else the next of all, else the queue."""
    rest = IncomingDocument.objects.waiting().exclude(pk=found.pk)
    if found.batch:
        following = rest.filter(batch=found.batch).order_by("pk").first()
        if following:
            return _address_of(following)
        if IncomingDocument.objects.filter(batch=found.batch, state__in=[State.TO_FETCH, State.NEEDS_POLICY]).exists():
            return reverse("bring-in-batch", args=[found.batch])
    return reverse("queue")


def _page(request: SignedInRequest, template: str, title: str, status: int = 200, **context: object) -> HttpResponse:
    shown = admin.site.each_context(request) | {"title": title} | context
    return render(request, f"admin/curation/intake/{template}", shown, status=status)
