"""Progress bars in a terminal: one display for loops that run inside one another."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

T = TypeVar("T")

_console = Console(stderr=True, highlight=False)
_display = Progress(
    TextColumn("{task.description:<14}"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[item]}"),
    TimeElapsedColumn(),
    console=_console,
    # Else what the program prints meanwhile would go to the bar's standard error.
    redirect_stdout=False,
    disable=not _console.is_terminal,
)
_lock = threading.Lock()
_n_running = 0


def progress(
    items: Iterable[T],
    title: str,
    total: int,
    *,
    size: Callable[[T], int] = lambda _: 1,
    name: Callable[[T], str] = lambda _: "",
) -> Iterator[T]:
    """The same items, with a bar on standard error while they are gone through.

    Nothing is shown where standard error is no terminal. The bar of a loop inside another goes when
    it ends; the outermost stays.

    Args:
        items: What is gone through.
        title: What is being done.
        total: What the sizes of all items add up to; with 1 or less there is no bar.
        size: How much of the total an item is.
        name: What to call an item beside the bar.
    """
    if total <= 1:
        yield from items
        return
    task = _begin(title, total)
    try:
        for item in items:
            _display.update(task, item=name(item))
            yield item
            _display.advance(task, size(item))
        _display.update(task, item="done")
    finally:
        _end(task)


def _begin(title: str, total: int) -> TaskID:
    global _n_running
    with _lock:
        task = _display.add_task(title, total=total, item="")
        _n_running += 1
        if _n_running == 1:
            _display.start()
        return task


def _end(task: TaskID) -> None:
    global _n_running
    with _lock:
        _n_running -= 1
        if not _n_running:
            _display.stop()
        _display.remove_task(task)
