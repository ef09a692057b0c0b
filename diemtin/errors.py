"""What can go wrong for good, as against what may pass on a retry.

A `DiemTinError` says what, where and what to do. It is permanent: the same input, configuration and
code will fail again, so whoever runs a stage must not retry it. Anything else (a full disk, a busy
file system) may pass and is worth another try.
"""


class DiemTinError(Exception):
    """Base of every permanent error; its message names the thing, the place and the remedy."""


class TableError(DiemTinError):
    """A table's rows do not keep its declaration, or the table is unknown."""


class MissingTableError(DiemTinError):
    """A table, or one of its days, has not been built yet."""


class TextError(DiemTinError):
    """A text is not canonical where canonical text is required."""


class WorkerDiedError(DiemTinError):
    """A worker process ended before its batch was done."""
