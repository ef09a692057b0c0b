"""Keeping a library's hands off the logging of the program that uses us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def root_handlers_kept() -> Iterator[None]:
    """Undo what an import does to the root logger.

    underthesea 9.5.0 calls `logging.basicConfig` when it is imported, so that every log line of the
    process appears on standard error from then on.
    """
    handlers = list(logging.root.handlers)
    try:
        yield
    finally:
        logging.root.handlers[:] = handlers
