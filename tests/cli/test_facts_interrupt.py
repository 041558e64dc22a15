"""An interrupt of `jixiao facts`: the processes end, and nothing half-written is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DRIVER = """
import sys
from functools import partial
from jixiao.usecases import reading_many
from tests.unit.usecases.reading_stubs import keep_plainly
reading_many.read_many = partial(reading_many.read_many, work=keep_plainly)
from jixiao.cli.main import main
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")
def test_an_interrupt_ends_the_processes_and_leaves_nothing_half_written(tmp_path: Path):
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER, "utf-8")
    (tmp_path / "a.txt").write_text("年初预算1万元", "utf-8")
    (tmp_path / "b.txt").write_text("HANG", "utf-8")
    out = tmp_path / "out"
    command = [
        sys.executable,
        str(driver),
        "facts",
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
        "--out",
        str(out),
    ]
    path = {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env={**os.environ, **path}, stderr=subprocess.PIPE, start_new_session=True) as run:
        until = time.monotonic() + 60
        while not list(out.glob("kept/*.json")) and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: everything in the foreground hears it
        _, said = run.communicate(timeout=30)
        assert run.returncode == 130
    assert "已中断" in said.decode()
    assert "Traceback" not in said.decode()
    assert sorted(one.suffix for one in (out / "kept").iterdir()) == [".answer", ".json"]
    assert not (out / "facts.json").exists()
    time.sleep(0.5)
    assert _processes_of(run.pid) == []


def _processes_of(session: int) -> list[str]:
    """What still runs in a session."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if fields[3] == str(session) and fields[0] != "Z":
            found.append(status.parent.name)
    return found
