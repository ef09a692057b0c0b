"""Why an item is refused: a closed list."""

import logging
from enum import StrEnum

log = logging.getLogger(__name__)


class Reason(StrEnum):
    """The values of `rejects.reason`."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    UNDECODABLE = "undecodable"
    UNSUPPORTED_FORMAT = "unsupported_format"
    MALFORMED_RECORD = "malformed_record"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NOT_VIETNAMESE = "not_vietnamese"
    HTTP_ERROR = "http_error"
    ENCRYPTED = "encrypted"
    UNSAFE_ARCHIVE = "unsafe_archive"
    TIMEOUT = "timeout"


class Refused(Exception):  # noqa: N818 - an outcome, not an error: every item may be refused
    """Raised by a reader for an item that gives no article."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def reader_failed(format: str, name: str, error: Exception) -> Refused:
    """What becomes of an item that breaks a parser: the night goes on, the log has the traceback.

    Args:
        format: What it was read as.
        name: Its file or member.
        error: The exception that is being handled.
    """
    log.exception("The reader of %s failed on %s.", format, name)
    told = f"the {format} reader failed: {type(error).__name__}: {error}"
    return Refused(Reason.UNREADABLE, told)
