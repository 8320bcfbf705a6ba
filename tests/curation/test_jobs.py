"""What is done on a timer: when, by whom, and what is written down of it."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime, time, timedelta
from unittest import mock

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import IntegrityError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from curation.jobs import worker
from curation.jobs.schedule import JOBS, ScheduledJob
from curation.jobs.worker import Worker, know_all_jobs, outcome_of, somebody_works, work_once
from curation.models import Job
from tests.curators import new_curator

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHTLY = ScheduledJob("clearsessions", "Sessions", "Forgets.", DAY, HOUR, at=time(3, 30))


class TestWhen:
    def test_every_job_is_a_command_of_the_site(self):
        assert JOBS.keys() <= get_commands().keys()

    def test_what_belongs_into_the_night_is_done_in_the_next_one(self):
        assert NIGHTLY.next_time(NOON) == datetime(2026, 5, 4, 3, 30, tzinfo=UTC)
        assert NIGHTLY.first_time(NOON) == datetime(2026, 5, 4, 3, 30, tzinfo=UTC)

    def test_a_night_that_was_made_up_for_by_day_does_not_skip_the_next(self):
        assert NIGHTLY.next_time(datetime(2026, 5, 3, 14, 0, tzinfo=UTC)).date().isoformat() == "2026-05-04"

    def test_the_night_is_that_of_the_sites_clock(self, settings):
        settings.TIME_ZONE = "Asia/Tokyo"
        with timezone.override("Asia/Tokyo"):
            assert NIGHTLY.next_time(NOON) == datetime(2026, 5, 4, 18, 30, tzinfo=UTC)

    def test_a_failure_is_tried_again_after_a_minute_then_two_then_four_but_never_later_than_usual(self):
        hourly = ScheduledJob("clearsessions", "Sessions", "Forgets.", HOUR, HOUR)
        pauses = [(hourly.next_time(NOON, failures) - NOON).total_seconds() / 60 for failures in (1, 2, 3, 6, 7, 900)]
        assert pauses == [1, 2, 4, 32, 60, 60]

    @given(
        st.timedeltas(timedelta(), timedelta(days=4000)).map(lambda gone: NOON + gone),
        st.sampled_from(list(JOBS.values())),
    )
    def test_a_job_is_always_due_again_later_and_not_much_later_than_it_says(self, now, job):
        again = job.next_time(now)
        assert now < again <= now + job.every + DAY


@pytest.mark.django_db
class TestWhatIsWrittenDown:
    def test_a_new_site_knows_every_job_and_loses_those_of_another_release(self):
        Job.objects.create(name="of_yesterday")
        know_all_jobs(NOON)
        assert set(Job.objects.values_list("name", flat=True)) == set(JOBS)

    def test_what_is_known_keeps_its_switch_and_its_time(self):
        Job.objects.filter(name="check_links").update(enabled=False, next_at=NOON)
        know_all_jobs(timezone.now())
        job = Job.objects.get(name="check_links")
        assert (job.enabled, job.next_at) == (False, NOON)

    def test_what_is_due_is_done_once_and_says_what_came_of_it(self):
        Job.objects.exclude(name="forget_old_merges").update(enabled=False)
        Job.objects.filter(name="forget_old_merges").update(next_at=NOON)
        said: list[str] = []

        assert work_once(said.append) == 0
        assert said == ["forget_old_merges: 0 entries are forgotten."]
        job = Job.objects.get(name="forget_old_merges")
        assert (job.said, job.failures, job.problem) == ("0 entries are forgotten.", 0, "")
        assert job.next_at > timezone.now()
        assert not Job.objects.due(timezone.now()).exists()

    def test_a_failure_keeps_its_words_until_the_next_and_success_ends_the_row_of_them(self):
        worker.begin(Job.objects.get(name="send_mail"), NOON)
        worker.end("send_mail", NOON, "", "The mail server did not take everything.")
        worker.end("send_mail", NOON + HOUR, "", "It still does not.")
        job = Job.objects.get(name="send_mail")
        assert (job.failures, job.problem, job.failed_at) == (2, "It still does not.", NOON + HOUR)

        worker.end("send_mail", NOON + 2 * HOUR, "3 sent.", None)
        job.refresh_from_db()
        assert (job.failures, job.said, job.problem) == (0, "3 sent.", "It still does not.")

    def test_a_clock_that_was_set_back_meanwhile_is_no_error(self):
        job = Job.objects.get(name="send_mail")
        worker.begin(job, NOON)
        worker.end("send_mail", NOON - DAY, "Done.", None)
        job.refresh_from_db()
        assert job.begun_at == job.ended_at == NOON - DAY

    def test_somebody_may_ask_for_a_job_that_is_switched_off(self):
        Job.objects.update(enabled=False)
        Job.objects.filter(name="clearsessions").update(asked_for=True)
        assert [job.name for job in Job.objects.due(timezone.now())] == ["clearsessions"]
        work_once(lambda told: None)
        assert not Job.objects.due(timezone.now()).exists()

    def test_the_database_refuses_an_end_without_a_beginning(self):
        with pytest.raises(IntegrityError, match="job_began_before_it_ended"):
            Job.objects.filter(name="send_mail").update(begun_at=None, ended_at=NOON)

    def test_once_ends_with_an_error_when_anything_failed(self):
        with (
            mock.patch.object(worker, "outcome_of", return_value=("", "No.")),
            pytest.raises(CommandError, match="failed"),
        ):
            call_command("work", once=True)


@pytest.mark.django_db
class TestOutcomes:
    def outcome(self, **effect: object) -> tuple[str, str | None]:
        with mock.patch.object(worker, "call_command", **effect):
            return outcome_of(NIGHTLY)

    def test_what_a_command_says_against_itself_is_its_problem(self):
        assert self.outcome(side_effect=CommandError("No such folder.")) == ("", "No such folder.")

    def test_an_error_nobody_thought_of_is_named_and_logged(self, caplog):
        assert self.outcome(side_effect=ZeroDivisionError("by zero")) == ("", "ZeroDivisionError: by zero")
        assert "The job clearsessions failed" in caplog.text

    def test_a_status_that_is_not_zero_is_a_problem(self):
        assert self.outcome(side_effect=SystemExit(2)) == ("", "2")
        assert self.outcome(side_effect=SystemExit(0)) == ("", None)

    def test_what_it_prints_is_kept_problems_first(self):
        def both(*arguments, stdout, stderr):
            stdout.write("9 done.\n")
            stderr.write("1 is odd.\n")

        assert self.outcome(side_effect=both) == ("1 is odd.\n9 done.", None)


@pytest.mark.django_db(transaction=True)
class TestWorker:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch):
        monkeypatch.setattr(worker, "LOOK_SECONDS", 0.01)
        monkeypatch.setattr(worker, "STAND_BY_SECONDS", 0.01)
        Job.objects.update(enabled=False, next_at=NOON)

    def work_until(self, monkeypatch, ended, outcome=None) -> list[str]:
        """Let a worker work until `ended()` says so; a job's process does `outcome` in place of its command."""
        said: list[str] = []
        at_work = Worker(said.append)
        look = Worker._look

        def look_on(self, now):
            look(self, now)
            if ended():
                self.stop()

        monkeypatch.setattr(Worker, "_look", look_on)
        if outcome:
            monkeypatch.setattr(worker, "outcome_of", outcome)
        at_work.work()
        return said

    def job(self, **values) -> Job:
        Job.objects.filter(name="clearsessions").update(**values)
        return Job.objects.get(name="clearsessions")

    def has_ended(self) -> bool:
        return Job.objects.filter(name="clearsessions", ended_at__isnull=False).exists()

    def test_it_does_what_is_due_in_another_process_and_writes_it_down(self, monkeypatch):
        self.job(enabled=True)
        self.work_until(monkeypatch, self.has_ended, lambda job: (str(os.getpid()), None))
        job = self.job()
        assert job.said not in ("", str(os.getpid()))
        assert job.next_at > timezone.now()

    def test_a_job_whose_process_is_killed_has_failed_and_is_tried_again(self, monkeypatch):
        self.job(enabled=True)
        self.work_until(monkeypatch, self.has_ended, lambda job: os.kill(os.getpid(), signal.SIGKILL))
        job = self.job()
        assert job.problem == "Its process was killed (SIGKILL)."
        assert timezone.now() < job.next_at < timezone.now() + 2 * HOUR

    def test_a_job_that_takes_too_long_is_ended(self, monkeypatch):
        self.job(enabled=True)
        slow = ScheduledJob("clearsessions", "Sessions", "Forgets.", DAY, timedelta())
        monkeypatch.setitem(JOBS, "clearsessions", slow)
        self.work_until(monkeypatch, self.has_ended, lambda job: signal.pause())
        assert self.job().problem == "It took longer than 0:00:00 and was ended."

    def test_jobs_of_the_night_come_one_after_the_other_and_mail_waits_for_none(self, monkeypatch):
        Job.objects.filter(name__in=["clearsessions", "forget_old_merges", "find_duplicates", "send_mail"]).update(
            enabled=True
        )
        seen: list[set[str]] = []

        def mail_has_ended() -> bool:
            seen.append(set(Job.objects.filter(begun_at__isnull=False).values_list("name", flat=True)))
            return Job.objects.filter(name="send_mail", ended_at__isnull=False).exists()

        at_night = JOBS.keys() - {"send_mail"}
        self.work_until(
            monkeypatch, mail_has_ended, lambda job: signal.pause() if job.command in at_night else ("Sent.", None)
        )
        assert all(len(names & at_night) == 1 for names in seen)

    def test_what_runs_when_the_worker_stops_ends_with_it_and_is_due_again(self, monkeypatch):
        self.job(enabled=True)
        begun = Job.objects.filter(name="clearsessions", begun_at__isnull=False).exists
        self.work_until(monkeypatch, begun, lambda job: signal.pause())
        job = self.job()
        assert (job.begun_at, job.failures) == (None, 0)
        assert Job.objects.due(timezone.now()).get() == job

    def test_what_a_dead_worker_had_begun_is_done_again(self, monkeypatch):
        self.job(enabled=True, next_at=timezone.now() + DAY, begun_at=NOON)
        self.work_until(monkeypatch, lambda: self.job().failures == 0, lambda job: ("Done.", None))
        job = self.job()
        assert (job.said, job.problem) == ("Done.", "The worker ended while it ran.")

    def test_of_two_workers_one_stands_by_until_the_other_is_gone(self):
        assert not somebody_works()
        first, second = Worker(lambda told: None), Worker(lambda told: None)
        assert first._is_mine()
        assert somebody_works()
        call_command("work", ask=True)
        assert not second._is_mine()
        first._let_go()
        assert second._is_mine()
        second._let_go()
        assert not somebody_works()
        with pytest.raises(CommandError, match="No worker is at work"):
            call_command("work", ask=True)

    def test_a_worker_whose_connection_is_cut_takes_up_its_work_again(self, monkeypatch):
        self.job(enabled=True)
        cut: list[bool] = []

        def cut_off(self, now):
            if not cut:
                cut.append(True)
                with connections["default"].cursor() as cursor:
                    # Of this database alone: the others on the server are other tests'.
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    )
            elif Job.objects.filter(name="clearsessions", ended_at__isnull=False).exists():
                self.stop()
            else:
                look(self, now)

        look = Worker._look
        monkeypatch.setattr(Worker, "_look", cut_off)
        monkeypatch.setattr(worker, "outcome_of", lambda job: ("Done.", None))
        Worker(lambda told: None).work()
        assert self.job().said == "Done."


@pytest.mark.django_db
class TestTheDesk:
    @pytest.fixture
    def curator(self) -> Client:
        client = Client()
        client.force_login(new_curator())
        return client

    def test_curators_see_how_each_job_went_and_when_it_is_due(self, curator):
        worker.begin(Job.objects.get(name="send_mail"), NOON)
        worker.end("send_mail", NOON + HOUR, "", "Nobody answers at mail.example.")
        page = curator.get(reverse("admin:curation_job_changelist")).content.decode()
        assert "Failed: Nobody answers at mail.example." in page
        assert "Sends the mail that is due." in page
        assert "Not done yet" in page
        assert "No worker is at work" in page

    def test_failing_jobs_can_be_listed_by_themselves(self, curator):
        worker.begin(Job.objects.get(name="send_mail"), NOON)
        worker.end("send_mail", NOON, "", "No.")
        page = curator.get(reverse("admin:curation_job_changelist"), {"failing": "yes"}).content.decode()
        assert "Sends the mail that is due." in page
        assert "Link checks" not in page

    def test_asking_for_a_job_while_nobody_works_says_so(self, curator):
        ticked = {"action": "run_now", "_selected_action": [Job.objects.get(name="check_links").pk]}
        page = curator.post(reverse("admin:curation_job_changelist"), ticked, follow=True).content.decode()
        assert "manage.py work" in page

    def test_as_many_queries_for_many_jobs_as_for_few(self, curator, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            curator.get(reverse("admin:curation_job_changelist"))
