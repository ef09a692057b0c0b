"""Which failures are worth another try: not those that diemtin calls permanent."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from diemtin.errors import DiemTinError

# A full disk or a busy file system may pass; three tries within about a minute, then a person.
RETRY = dg.RetryPolicy(max_retries=2, delay=10, backoff=dg.Backoff.EXPONENTIAL)


@contextmanager
def permanent_failures() -> Iterator[None]:
    """Turn a permanent error into a Failure that no policy retries."""
    try:
        yield
    except DiemTinError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
