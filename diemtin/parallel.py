"""The one place that decides where a batch function runs: here, or in worker processes.

Results come back in the order of the batches, so what a stage writes does not depend on the number
of workers. The calling process is one of them, for the others take half a second to start. They are
spawned, never forked: pyarrow, numpy and Dagster's servers have threads.
"""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from diemtin.errors import WorkerDiedError

T = TypeVar("T")
R = TypeVar("R")

# Batches that wait or are worked on for each spawned worker: enough to keep it busy.
_AHEAD = 2
# Batches, for each worker, whose results are not taken yet: few enough to bound memory.
_PENDING = 4


def map_batches(
    function: Callable[[T], R], batches: Iterable[T], *, n_workers: int = 1
) -> Iterator[R]:
    """`function` over `batches`, lazily and in order.

    Args:
        function: A function that can be pickled.
        batches: What it is applied to.
        n_workers: Processes, this one included; for a single batch no other is started.

    Raises:
        WorkerDiedError: A worker ended without an answer.
    """
    iterator = iter(batches)
    first = list(islice(iterator, 2))
    batches = chain(first, iterator)
    if n_workers <= 1 or len(first) < 2:
        return map(partial(_uninterrupted, function), batches)
    return _in_processes(function, batches, n_workers)


def _uninterrupted(function: Callable[[T], R], batch: T) -> R:
    """The result, with Python's search for cyclic garbage put off until the batch is done.

    Batches make hardly any; walking through all that they do make, time and again, and through the
    models that they loaded took a fifth of the time of tagging (2026-11).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return function(batch)
    finally:
        if was_enabled:
            gc.enable()


def _in_processes(function: Callable[[T], R], batches: Iterable[T], n_workers: int) -> Iterator[R]:
    spawn = multiprocessing.get_context("spawn")
    pending: deque[Future[R]] = deque()
    with ProcessPoolExecutor(n_workers - 1, spawn, initializer=_end_with_parent) as pool:
        try:
            for batch in batches:
                if sum(not future.done() for future in pending) < _AHEAD * (n_workers - 1):
                    with _main_left_out(function):
                        pending.append(pool.submit(_uninterrupted, function, batch))
                else:
                    pending.append(_done_here(function, batch))
                while len(pending) >= _PENDING * n_workers or (pending and pending[0].done()):
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


def _done_here(function: Callable[[T], R], batch: T) -> Future[R]:
    done: Future[R] = Future()
    try:
        done.set_result(_uninterrupted(function, batch))
    except Exception as error:  # raised when its turn comes, as that of another worker is
        done.set_exception(error)
    return done


@contextmanager
def _main_left_out(function: Callable[..., object]) -> Iterator[None]:
    """Keep workers that start meanwhile from importing the program's main module again.

    They need it only for functions that are defined there, and where it is Dagster's, importing it
    costs each of them more than the whole of diemtin. `multiprocessing.spawn` looks for the name
    and the file of the main module and does without where there are none.
    """
    main = sys.modules["__main__"]
    if getattr(getattr(function, "func", function), "__module__", None) == "__main__":
        yield
        return
    kept = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
    main.__spec__ = None
    vars(main).pop("__file__", None)
    try:
        yield
    finally:
        vars(main).update(kept)


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
