"""Everything is killed at random moments while people work: afterwards nothing is lost and nothing is doubled."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.web.story.killed_clients import LINES, Client, Importer, Reporter, Signer, Speaker, Spender, yuan
from tests.web.story.killed_installation import Installation, prepared

JOBS_END_WITHIN = 400.0  # seconds after the last kill


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A web on a folder of its own, gone afterwards."""
    one = Installation(tmp_path / "data")
    yield one
    one.end()


@pytest.mark.long
@pytest.mark.parametrize(("kills", "seed"), [pytest.param(6, 20261, id="short"), pytest.param(60, 20262, id="long")])
def test_nothing_is_lost_and_nothing_doubled(installation: Installation, kills: int, seed: int):
    made = prepared(installation.data)
    installation.start()
    clients = _at_work(installation, made)
    dice = random.Random(seed)
    while len(installation.killed) < kills:
        time.sleep(dice.uniform(2, 4))
        installation.strike(dice)
        assert installation.alive(), installation.log.read_text()[-3000:]
        assert not [one.fault for one in clients if one.fault]
    installation.wait_ready()
    for one in clients:
        one.asked_to_stop.set()
    for one in clients:
        one.join(120)
        assert not one.is_alive(), type(one).__name__
        assert one.fault is None, (type(one).__name__, one.fault)
    _jobs_end(installation)

    importer, signer, reporter, speaker, spender = clients
    _imports(installation, made, importer)
    _signatures(installation, made, signer)
    _reports(installation, made, reporter)
    _values(installation, made, speaker)
    _months(installation, made, spender)
    _samples(installation, made)
    _trail(installation)
    assert len(importer.batches) > 1, installation.killed
    assert reporter.signed, installation.killed
    _all_is_kept(installation)


def _at_work(installation: Installation, made: dict[str, Any]) -> list[Any]:
    clients: list[Client] = [
        kind(installation.address, made) for kind in (Importer, Signer, Reporter, Speaker, Spender)
    ]
    for one in clients:
        one.start()
    return clients


def _jobs_end(installation: Installation) -> None:
    """Every job is done, none waits for ever, none was given up; and nothing is left in the queue."""
    until = time.monotonic() + JOBS_END_WITHIN
    while True:
        states = Counter(state for (state,) in installation.asked("SELECT state FROM jobs_job"))
        left = installation.asked("SELECT id, task_name, status::text, attempts, scheduled_at FROM procrastinate_jobs")
        if not left and not states["waiting"] + states["running"]:
            break
        told = installation.asked("SELECT kind, state, done, message_en FROM jobs_job WHERE state <> 'done'")
        assert time.monotonic() < until, (left, told)
        time.sleep(0.5)
    assert set(states) == {"done"}, installation.asked("SELECT kind, state, message_en, result FROM jobs_job")
    failed = installation.asked("SELECT id FROM jobs_job WHERE kind = 'sample.seed' AND result->'failed' <> '[]'")
    assert failed == []


def _imports(installation: Installation, made: dict[str, Any], importer: Importer) -> None:
    """Every acknowledged batch has its 40 lines with their amounts, every undone one none; told once each."""
    lines = dict(installation.asked("SELECT number, initial FROM budget_line WHERE budget_id = %s", made["budget"]))
    numbers = [batch for kept, batch in importer.batches.items() if kept not in importer.undone]
    assert lines == {
        f"K{batch:03d}-{one:02d}": yuan(batch, one) * 100 for batch in numbers for one in range(LINES)
    }  # fmt: skip
    states = dict(installation.asked("SELECT id, state FROM budget_import WHERE budget_id = %s", made["budget"]))
    assert {one: state for one, state in states.items() if state != "discarded"} == {
        kept: "undone" if kept in importer.undone else "applied" for kept in importer.batches
    }
    told = Counter(_events(installation, "budget.import.%"))
    assert told == Counter(
        [("budget.import.preview", f"budget.import/{one}") for one in states]
        + [("budget.import.apply", f"budget.import/{one}") for one in importer.batches]
        + [("budget.import.undo", f"budget.import/{one}") for one in importer.undone]
    )


def _signatures(installation: Installation, made: dict[str, Any], signer: Signer) -> None:
    """The steps of the evaluation since the beginning are those that were acknowledged, each with its event."""
    steps = [move for (move,) in installation.asked(
        "SELECT move FROM evaluation_step WHERE year_id = %s ORDER BY id", made["evaluation"]
    )]  # fmt: skip
    assert steps == ["sign_section", *signer.moves]  # the first one is of the sample
    told = [action.partition(".")[2] for action, target in _events(installation, "evaluation.%")
            if target == f"department_year/{made['evaluation']}" and not action.endswith("begin")]  # fmt: skip
    assert told == signer.moves
    stage = installation.asked("SELECT stage FROM evaluation_departmentyear WHERE id = %s", made["evaluation"])
    assert stage == [("section_signed" if steps[-1] == "sign_section" else "draft",)]
    runs = installation.asked("SELECT count(*) FROM evaluation_run WHERE year_id = %s", made["evaluation"])
    assert runs == [(steps.count("sign_section"),)]


def _reports(installation: Installation, made: dict[str, Any], reporter: Reporter) -> None:
    """Signed as often as that was acknowledged; what was downloaded is what is kept, byte for byte."""
    steps = [move for (move,) in installation.asked(
        "SELECT move FROM report_step WHERE report_id = %s ORDER BY id", made["report"]
    )]  # fmt: skip
    assert steps == ["sign_section", "sign_unit", "send_back"] * reporter.signed
    told = [action for action, target in _events(installation, "report.%") if target == f"report/{made['report']}"]
    drafted = told.index("report.publish") + 1  # until there it is the sample's
    moves = Counter(told[drafted:])
    assert moves["report.sign_unit"] == moves["report.send_back"] == moves["report.sign_section"] == reporter.signed
    checks = installation.asked("SELECT content_sha256 FROM report_check WHERE report_id = %s", made["report"])
    assert len(checks) == moves["report.check"]
    assert all(digest for (digest,) in checks)
    kept = {digest for (digest,) in installation.asked("SELECT sha256 FROM files_storedfile")}
    assert {sha256(content).hexdigest() for _form, content in reporter.files} <= kept
    for digest in kept:
        content = (installation.data / "files" / digest[:2] / digest).read_bytes()
        assert sha256(content).hexdigest() == digest


def _values(installation: Installation, made: dict[str, Any], speaker: Speaker) -> None:
    """What was acknowledged is there once; what was not, once or not at all, and then its event neither."""
    found = Counter(value for (value,) in installation.asked(
        "SELECT value FROM indicators_actual WHERE indicator_id = %s AND value LIKE '%%.5'", made["indicator"]
    ))  # fmt: skip
    assert {value: found[value] for value in speaker.told} == dict.fromkeys(speaker.told, 1)
    assert set(found) <= {*speaker.told, *speaker.unsure}
    assert set(found.values()) <= {1}
    told = installation.asked(
        "SELECT after->>'value' FROM trail_event WHERE target = %s AND after->>'value' LIKE '%%.5'",
        f"indicator/{made['indicator']}",
    )
    assert Counter(value for (value,) in told) == found


def _months(installation: Installation, made: dict[str, Any], spender: Spender) -> None:
    """A version for each acknowledged change, and everywhere a line has spent what its months say."""
    changes = spender.version - made["line_version"]
    line = installation.asked("SELECT version, spent FROM budget_line WHERE id = %s", made["line"])
    assert line == [(spender.version, spender.amount * 100)]
    told = [one for one in _events(installation, "budget.line.spend") if one[1] == f"budget.line/{made['line']}"]
    assert len(told) == changes
    assert installation.asked(
        "SELECT l.id FROM budget_line l LEFT JOIN budget_execution e ON e.line_id = l.id "
        "GROUP BY l.id HAVING l.spent <> coalesce(sum(e.amount), 0)"
    ) == []  # fmt: skip


def _samples(installation: Installation, made: dict[str, Any]) -> None:
    """Every module made its records once for each department."""
    told = Counter(target for _action, target in _events(installation, "sample.seeded"))
    assert told == Counter(f"organisation/{one}/{name}" for one in made["departments"] for name in made["modules"])
    twice = installation.asked(
        "SELECT organisation_id, year FROM budget_budget GROUP BY 1, 2 HAVING count(*) > 1 UNION ALL "
        "SELECT organisation_id, year FROM evaluation_departmentyear GROUP BY 1, 2 HAVING count(*) > 1"
    )
    assert twice == []


def _trail(installation: Installation) -> None:
    """One beginning for each job."""
    told = Counter(target for _action, target in _events(installation, "job.start"))
    assert told == Counter(f"job/{pk}" for (pk,) in installation.asked("SELECT id FROM jobs_job"))


def _events(installation: Installation, action: str) -> list[tuple[Any, ...]]:
    return installation.asked("SELECT action, target FROM trail_event WHERE action LIKE %s ORDER BY id", action)


def _all_is_kept(installation: Installation) -> None:
    """The program itself is killed and started again: every row of every table is as before."""
    before = installation.tables()
    installation.kill_supervisor()
    installation.start()
    installation.wait_ready()
    after = installation.tables()
    # Which worker works at the queue is not of the records.
    assert {name for name in before if before[name] != after[name]} <= {"procrastinate_workers"}
