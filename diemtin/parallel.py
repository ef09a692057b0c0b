"""The one place that decides where a batch function runs: here, or in worker processes.

Results come back in the order of the batches, so what a stage writes does not depend on the number
of workers. Workers are spawned, never forked: pyarrow, numpy and Dagster's servers have threads.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from diemtin.errors import WorkerDiedError

T = TypeVar("T")
R = TypeVar("R")

# Batches in flight for each worker: enough to keep it busy, few enough to bound memory.
_AHEAD = 2


def map_batches(
    function: Callable[[T], R], batches: Iterable[T], *, n_workers: int = 1
) -> Iterator[R]:
    """`function` over `batches`, lazily and in order.

    Args:
        function: A function that can be pickled.
        batches: What it is applied to.
        n_workers: Processes; with 1, or for a single batch, no process is started.

    Raises:
        WorkerDiedError: A worker ended without an answer.
    """
    iterator = iter(batches)
    first = list(islice(iterator, 2))
    batches = chain(first, iterator)
    if n_workers <= 1 or len(first) < 2:
        return map(function, batches)
    return _in_processes(function, batches, n_workers)


def _in_processes(function: Callable[[T], R], batches: Iterable[T], n_workers: int) -> Iterator[R]:
    spawn = multiprocessing.get_context("spawn")
    pending: deque[Future[R]] = deque()
    with ProcessPoolExecutor(n_workers, spawn, initializer=_end_with_parent) as pool:
        try:
            for batch in batches:
                pending.append(pool.submit(function, batch))
                if len(pending) >= _AHEAD * n_workers:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDiedError(
                "A worker process ended before its batch was done, often because the machine ran "
                "out of memory. Nothing was written. Lower n_workers and run the stage again."
            ) from error
        finally:
            for future in pending:
                future.cancel()


def _end_with_parent() -> None:
    """Have this worker end when its parent does, also when that is killed.

    The workers of a pool hold each other's queues open, so none of them would notice by itself.
    """
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
