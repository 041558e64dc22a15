"""Work in the background: queued with its record, followed by a line, cancelled, put back when its process dies."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import include, path
from procrastinate.contrib.django.models import ProcrastinateJob

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.models import Job
from jixiao.web.platform.jobs.recovery import MOST_TRIES, recover
from jixiao.web.platform.jobs.task import TASKS, Progress, Task, task
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.trail.models import Event

pytestmark = pytest.mark.urls(__name__)
urlpatterns = [
    path("jobs/", include("jixiao.web.platform.jobs.urls")),
    path("", include("jixiao.web.config.urls")),
]


@pytest.fixture
def counting() -> Iterator[Task]:
    """A task that counts to three, or fails as told."""
    from procrastinate.contrib.django import app

    @task("test.count", Text("数数", "Counting"))
    def count(progress: Progress, *, to: int, fail: str = "") -> dict[str, Any]:
        for step in range(1, to + 1):
            progress.tell(step, to, Text(f"第 {step} 步", f"step {step}"))
        if fail == "input":
            raise InputFault([Problem(Text("文件是空的", "the file is empty"), "a.pdf")])
        if fail:
            raise RuntimeError(fail)
        return {"counted": to}

    yield count
    TASKS.pop("test.count")
    app.tasks.pop("test.count")


def started(counting: Task, district: SimpleNamespace, person: Person, **arguments: Any) -> Job:
    return counting.start(organisation=district.service, by=person, at=now(), **{"to": 3, **arguments})


def test_a_job_is_queued_done_and_told(
    counting: Task, district: SimpleNamespace, people: dict[str, Person], client: Any, sign_in: Any, run_jobs: Any
):
    job = started(counting, district, people["filler"])
    sign_in(client, people["filler"])
    told = client.get(f"/jobs/{job.pk}/").json()
    assert (told["state"], told["over"], told["title"]["zh"]) == ("waiting", False, "数数")
    assert run_jobs() == 1
    told = client.get(f"/jobs/{job.pk}/").json()
    assert (told["state"], told["done"], told["of"], told["result"]) == ("done", 3, 3, {"counted": 3})
    assert told["message"]["zh"] == "第 3 步"
    assert [one["id"] for one in client.get("/jobs/").json()["jobs"]] == [job.pk]
    assert Event.objects.filter(action="job.start", target=f"job/{job.pk}").exists()


def test_a_job_goes_with_the_transaction_that_started_it(
    counting: Task, district: SimpleNamespace, people: dict[str, Person]
):
    with pytest.raises(RuntimeError), transaction.atomic():
        started(counting, district, people["filler"])
        raise RuntimeError
    assert not Job.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_only_who_started_it_or_stands_over_it_sees_a_job(
    counting: Task, district: SimpleNamespace, people: dict[str, Person], stranger: Person, client: Any, sign_in: Any
):
    job = started(counting, district, people["filler"])
    assert sign_in(client, people["reviewer"]).get(f"/jobs/{job.pk}/").status_code == 200
    assert client.get("/jobs/999999/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 403
    sign_in(client, stranger)
    assert client.get(f"/jobs/{job.pk}/").status_code == 403
    assert client.get("/jobs/").json() == {"jobs": []}


def test_what_a_task_refuses_is_told_in_both_languages(
    counting: Task, district: SimpleNamespace, people: dict[str, Person], run_jobs: Any
):
    job = started(counting, district, people["filler"], fail="input")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.message_zh) == ("failed", "a.pdf: 文件是空的")
    assert job.message_en == "a.pdf: the file is empty"


def test_a_fault_of_ours_is_told_as_such_and_not_in_its_own_words(
    counting: Task, district: SimpleNamespace, people: dict[str, Person], run_jobs: Any
):
    job = started(counting, district, people["filler"], fail="secret internals")
    run_jobs()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "secret" not in job.message_zh + job.message_en


def test_a_cancelled_job_ends_without_beginning(
    counting: Task, district: SimpleNamespace, people: dict[str, Person], client: Any, sign_in: Any, run_jobs: Any
):
    job = started(counting, district, people["filler"])
    told = sign_in(client, people["filler"]).post(f"/jobs/{job.pk}/cancel/").json()
    assert told["cancel_asked"] is True
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done) == ("cancelled", 0)


def test_a_job_that_lost_its_process_is_queued_again_and_given_up_in_the_end(
    counting: Task, district: SimpleNamespace, people: dict[str, Person]
):
    job = started(counting, district, people["filler"])
    for attempt in range(1, MOST_TRIES + 1):
        fetched()
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
        expected = (1, 0) if attempt < MOST_TRIES else (0, 1)
        assert recover() == expected
    job.refresh_from_db()
    assert job.state == "failed"
    assert "放弃" in job.message_zh
    assert recover() == (0, 0)


def test_a_job_that_comes_further_each_time_is_not_given_up(
    counting: Task, district: SimpleNamespace, people: dict[str, Person]
):
    job = started(counting, district, people["filler"])
    for done in range(1, MOST_TRIES * 2):
        fetched()
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, done=done)
        assert recover() == (1, 0)
    for attempt in range(1, MOST_TRIES):  # the last one above was a try as well
        fetched()
        assert recover() == ((1, 0) if attempt < MOST_TRIES - 1 else (0, 1))


def test_a_row_that_nothing_in_the_queue_will_come_to_is_closed(
    counting: Task, district: SimpleNamespace, people: dict[str, Person]
):
    job = started(counting, district, people["filler"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert recover() == (0, 1)
    job.refresh_from_db()
    assert job.state == "failed"


def fetched() -> None:
    """What a worker does first, once the job's time has come; it then dies."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        assert cursor.fetchone()[0] is not None
