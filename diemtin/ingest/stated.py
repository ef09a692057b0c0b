"""What is said of an item elsewhere than in its bytes."""

from email.message import Message
from typing import NamedTuple

from diemtin.ingest.column_map import GUESSES, ColumnMap


class Stated(NamedTuple):
    """What a reader may go by beside the item itself; each takes of it what concerns it.

    Attributes:
        charset: The charset that its server declared; a hint at most.
        columns: What its source calls the fields of a record.
    """

    charset: str | None = None
    columns: ColumnMap = GUESSES


NOTHING_STATED = Stated()


def charset_of(content_type: str | None) -> str | None:
    """The charset that a header `Content-Type` states."""
    if content_type is None:
        return None
    header = Message()
    header["content-type"] = content_type
    charset = header.get_param("charset")
    return charset if isinstance(charset, str) else None
