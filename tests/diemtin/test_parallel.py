"""Where batch functions run."""

import itertools
import multiprocessing
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from diemtin.errors import DiemTinError, WorkerDiedError
from diemtin.parallel import map_batches

ROOT = Path(__file__).resolve().parents[2]


def squared(number: int) -> int:
    return number * number


def process_of(_: int) -> int:
    return os.getpid()


def die_in_another_process(number: int) -> int:
    if multiprocessing.parent_process():
        os._exit(7)
    return number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise DiemTinError("Batch 3 is bad.")
    return number


@pytest.mark.parametrize("n_workers", [1, 2])
@pytest.mark.parametrize("n_batches", [0, 1, 2, 25])
def test_results_come_in_the_order_of_the_batches(n_workers: int, n_batches: int) -> None:
    results = map_batches(squared, range(n_batches), n_workers=n_workers)
    assert list(results) == [number * number for number in range(n_batches)]


def test_one_worker_is_this_process() -> None:
    assert set(map_batches(process_of, range(3), n_workers=1)) == {os.getpid()}


def test_a_single_batch_starts_no_process() -> None:
    assert list(map_batches(process_of, [1], n_workers=2)) == [os.getpid()]


@pytest.mark.parametrize("n_workers", [2, 3])
def test_this_process_is_one_of_several_workers(n_workers: int) -> None:
    first, *others = map_batches(process_of, range(40), n_workers=n_workers)
    assert first != os.getpid()
    assert os.getpid() in others
    assert len({first, *others}) <= n_workers


def test_a_worker_that_dies_is_told_with_a_remedy() -> None:
    with pytest.raises(WorkerDiedError, match="Lower n_workers"):
        list(map_batches(die_in_another_process, range(6), n_workers=2))


@pytest.mark.parametrize("n_workers", [1, 2])
def test_results_before_a_failed_batch_come_and_its_exception_passes(n_workers: int) -> None:
    results = map_batches(fail_at_three, range(6), n_workers=n_workers)
    assert list(itertools.islice(results, 3)) == [0, 1, 2]
    with pytest.raises(DiemTinError, match=r"^Batch 3 is bad\.$"):
        next(results)


@pytest.mark.parametrize("n_workers", [1, 2])
def test_an_exception_of_the_batches_passes(n_workers: int) -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise OSError("The disk is gone.")

    with pytest.raises(OSError, match="The disk is gone"):
        list(map_batches(squared, broken(), n_workers=n_workers))


@pytest.mark.parametrize("n_workers", [1, 2])
def test_batches_are_taken_as_results_are(n_workers: int) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        for number in itertools.count():
            taken = number + 1
            yield number

    results = map_batches(squared, endless(), n_workers=n_workers)
    assert next(results) == 0
    assert taken <= 4 * n_workers
    if n_workers > 1:
        results.close()  # type: ignore[attr-defined]


def test_stopping_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    results = map_batches(squared, itertools.count(), n_workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process as Linux lets one")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os\n"
        "from diemtin.parallel import map_batches\n"
        "def process_of(_):\n"
        "    return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    for pid in map_batches(process_of, range(1_000_000_000), n_workers=1 + 1):\n"
        "        print(pid, flush=True)\n",
        encoding="utf-8",
    )
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout
    worker = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    ended, _, _ = select.select([worker], [], [], 60)
    os.close(worker)
    assert ended


def test_workers_do_not_import_the_main_module_and_it_is_left_as_it_was(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(
        "import os, sys\n"
        "print('imported', flush=True)\n"
        "if __name__ == '__main__':\n"
        "    from diemtin.parallel import map_batches\n"
        "    print(list(map_batches(abs, [-1, -2, -3], n_workers=2)))\n"
        "    print(os.path.basename(__file__), __spec__)\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ran.stdout.splitlines() == ["imported", "[1, 2, 3]", "program.py None"]
