"""Somebody of each kind that may do different things, and the things of one of them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, BylineClaim, Notice
from accounts.notices import unsubscribe_token
from accounts.roles import CHIEF_CURATOR
from albums.models import Genre, Label, Redirect
from curation.models import Job, LikelyDuplicate
from readers.models import ReaderList, SavedVoices, ShelfImport
from readers.subscriptions import feed_token, stop_token
from reviews.models import (
    BlockedSource,
    CorrectionRequest,
    Draft,
    Feed,
    IncomingDocument,
    Mention,
    SourcePolicy,
    YearEndList,
)
from tests.curators import new_curator
from tests.curators import signed_in as client_of
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    FilmFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
    UserFactory,
    reviewed_album,
)

PEOPLE = ("anonymous", "contributor", "another critic", "the critic", "curator", "chief curator")


def made_world() -> SimpleNamespace:
    """Somebody of each kind, and the critic's things."""
    album = reviewed_album(80, "rave", 20)
    genre, label = Genre.objects.named("Tide"), Label.objects.named("Low Water")
    album.genres.add(genre)
    album.labels.add(label)
    critic = CriticFactory(user=UserFactory(), publication=PublicationFactory())
    own = ReviewFactory(published=True, hosted=True, album=album, critic=critic, publication=critic.publication)
    chief = UserFactory(is_staff=True)
    chief.groups.add(Group.objects.get(name=CHIEF_CURATOR))
    where = {"publication": "The Lantern", "evidence": "https://lantern.example/"}
    claim = BylineClaim.objects.create(user=critic.user, name="Ottilie Brandt", **where)
    people = [None, UserFactory(), CriticFactory(user=UserFactory()).user, critic.user, new_curator(), chief]
    world = SimpleNamespace(
        people=people,
        cookies=[{} if person is None else client_of(person).cookies for person in people],
        artist=album.lead_artist.slug,
        album=album.slug,
        critic=critic.slug,
        publication=critic.publication.slug,
        review=own.pk,
        draft=ReviewFactory(critic=critic).pk,
        typed=Draft.objects.create(user=critic.user, form_token=uuid4(), fields={}).pk,
        submitted=ReviewFactory(submitted=True, critic=critic).pk,
        year=album.release_date.year,
        period="2020s",
        chart="best",
        genre=genre.slug,
        label=label.slug,
        claim=claim.pk,
        notice=Notice.objects.create(recipient=critic.user, kind="published", review=own).pk,
        token=unsubscribe_token(critic.user, "published"),
        feed_token=feed_token(critic.user),
        stop_token=stop_token(critic.user),
        kind="critic",
        followed=critic.pk,
        api_token=ApiToken.objects.create(user=critic.user, name="My site", digest="0" * 64, ending="0000").pk,
        zero=0,
        broken="1-x",
        review_word="review",
        album_word="album",
        albums="albums",
        first_part=1,
        app="reviews",
        person=critic.user.pk,
        proposed=AlbumFactory(proposed=True).pk,
    )
    world.topic, world.track = "sound", TrackFactory(album=album).pk
    ExcerptFactory(review=own, topic=world.topic, about="track", track_id=world.track)
    type(own).objects.filter(pk=own.pk).update(headline="Another headline")
    world.changed = own.events.latest("pgh_id").pgh_id
    PublicationFactory()
    FilmFactory()
    ScaleFactory()
    Redirect.objects.create(old_path="/old/", new_path="/new/")
    CorrectionRequest.objects.create(review=own, asked_by=critic.user, kind="grade", words="I gave it more.")
    own_list = YearEndList.objects.create(publication=critic.publication, year=album.release_date.year)
    world.listed = own_list.lines.create(line=1, artist=album.lead_artist.name, title=album.title).pk
    world.list = own_list.pk
    BlockedSource.objects.create(address="fakes.example", reason="It sells its verdicts.")
    policy = SourcePolicy.objects.create(host="lantern.example", fetching="feed")
    world.policy = policy.pk
    due = timezone.now() + timedelta(days=1)
    world.feed = Feed.objects.create(policy=policy, url="https://lantern.example/feed", next_poll_at=due).pk
    world.silent_feed = Feed.objects.create(policy=policy, url="https://lantern.example/old", enabled=False).pk
    consent = {"consent": "It may.", "consented_at": timezone.now(), "proof": "rel=me"}
    linked = {"source": "https://lantern.example/links", "target": album.get_absolute_url(), "album": album}
    world.mention = Mention.objects.create(**linked, state="waiting").pk
    own_feed = {"policy": policy, "url": "https://lantern.example/own", "critic": critic}
    world.claimed_feed = Feed.objects.create(**own_feed, **consent, next_poll_at=due).pk
    world.voices = SavedVoices.objects.create(owner=critic.user, name="Jazz").pk
    world.private_list = ReaderList.objects.create(owner=critic.user, title="Records for rain").pk
    world.brought = ShelfImport.objects.create(owner=critic.user, source="rym", state="ready").pk
    reported = {"reported_at": timezone.now(), "report": "Rude.", "public": True}
    world.public_list = ReaderList.objects.create(owner=critic.user, title="Records for sun", **reported).pk
    world.taken_down = ReaderList.objects.create(
        owner=critic.user, title="Records for fog", public=True, taken_down_at=timezone.now()
    ).pk
    world.batch = uuid4()
    world.document = IncomingDocument.objects.create(
        state="policy", address="https://new.example/a", batch=world.batch
    ).pk
    world.arrived = IncomingDocument.objects.create(
        state="policy", address="https://new.example/b", for_critic=critic
    ).pk
    world.job = Job.objects.get(name="check_links").pk
    world.silent_job = Job.objects.get(name="fit_consensus").pk
    Job.objects.filter(pk=world.silent_job).update(enabled=False)
    pair = {"first_id": album.pk, "second_id": world.proposed}
    world.pair = LikelyDuplicate.objects.create(kind="album", likelihood=0.9, why="one title", **pair).pk
    for model in admin.site._registry:
        found = model.objects.first()
        setattr(world, f"{model._meta.app_label}_{model._meta.model_name}_key", found.pk if found else 0)
    return world


def visitor(world: SimpleNamespace, who: int) -> Client:
    """A client of one of `PEOPLE`."""
    client = Client()
    client.cookies.update(world.cookies[who])
    return client
