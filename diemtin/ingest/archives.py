"""`.zip`: every member is a file of its own. Nothing is ever written under a member's name.

A member whose name leads out of the archive, a link, a bomb or an encrypted one is refused by
itself, and the others are read. An archive whose members lie upon each other is refused as a whole.
"""

import heapq
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from diemtin.ingest.parts import (
    MAX_DEPTH,
    MAX_MEMBERS,
    MAX_RATIO,
    RATIO_FREE_BYTES,
    Part,
    Unpacking,
)
from diemtin.ingest.reasons import Reason, Refused

BETWEEN = "!"
# What zipfile raises on archives that are damaged, or made to break it.
ZIP_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError,
    NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError, IndexError, OSError,
)  # fmt: skip
# Of other kinds of files that are zip archives, one is known by each of these members.
_OTHER_KINDS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml")
_DOCX_MEMBER = "word/document.xml"
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_LOCAL_HEADER_BYTES = 30
# What one entry of the list of members takes at least, and one of a usual length at most.
_ENTRY_BYTES = 46
_DRIVE = re.compile(r"[A-Za-z]:")
_BUFFER_BYTES = 1 << 16


def kind_of_zip(stream: IO[bytes]) -> str:
    """`zip`, `docx`, or `unsupported` for spreadsheets, programs, books and the like.

    Raises:
        Refused: The list of members cannot be read, or is too long.
    """
    with _opened(stream) as archive:
        names = archive.NameToInfo
        if _DOCX_MEMBER in names and _OTHER_KINDS[0] in names:
            return "docx"
        return "unsupported" if any(name in names for name in _OTHER_KINDS) else "zip"


class Members:
    """The members of an archive in the order of their names, as raw_documents has them.

    Iterating gives a part for each; one that cannot be read raises `Refused` when it is opened.
    A part that turns out to be an archive itself is asked for anew with `reinsert`, for the names
    of its members sort behind it.
    """

    def __init__(self, archive: zipfile.ZipFile, part: Part) -> None:
        if part.depth >= MAX_DEPTH:
            raise Refused(Reason.UNSAFE_ARCHIVE, f"an archive within {MAX_DEPTH} others")
        infos = [info for info in archive.infolist() if not _is_passed_over(info)]
        part.budget.count_members(len(infos))
        _check_overlaps(archive.infolist())
        prefix = f"{part.member}{BETWEEN}" if part.member else ""
        shown = _shown_names(infos)
        self._queue = [
            (prefix + name, index, _member(archive, info, prefix + name, part))
            for index, (info, name) in enumerate(zip(infos, shown, strict=True))
        ]
        heapq.heapify(self._queue)

    def __iter__(self) -> Iterator[tuple[Part, bool]]:
        """`(part, whether it was reinserted)`."""
        while self._queue:
            key, _, part = heapq.heappop(self._queue)
            yield part, key != part.member

    def reinsert(self, part: Part) -> None:
        """Give an archive again where its members belong."""
        heapq.heappush(self._queue, (f"{part.member}{BETWEEN}", -1, part))


def open_archive(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive, its list of members read.

    Raises:
        Refused: The list cannot be read, or is too long.
    """
    return _opened(stream)


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        _check_directory(stream)
        stream.seek(0)
        return zipfile.ZipFile(stream)
    except ZIP_ERRORS as error:
        raise Refused(
            Reason.UNREADABLE, f"the zip archive is damaged: {error or type(error).__name__}"
        ) from None


def _check_directory(stream: IO[bytes]) -> None:
    """Refuse a list of members that would fill the memory, before zipfile reads it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return
    n_entries, directory_bytes = struct.unpack_from("<HL", tail.ljust(at + 22, b"\0"), at + 10)
    zip64 = tail.rfind(b"PK\x06\x06", 0, at)
    if zip64 >= 0 and len(tail) >= zip64 + 56:
        n_entries, directory_bytes = struct.unpack_from("<QQ", tail, zip64 + 32)
    # Names are as long as their writer wants; the number that is stated may be wrong.
    most = min(directory_bytes, size) // _ENTRY_BYTES
    if n_entries > MAX_MEMBERS or most > 20 * MAX_MEMBERS:
        raise Refused(Reason.UNSAFE_ARCHIVE, f"an archive of more than {MAX_MEMBERS:,} members")


def _is_passed_over(info: zipfile.ZipInfo) -> bool:
    """Folders and, as in the inbox, what begins with a dot; and what macOS adds to each file."""
    names = _name(info).split("/")
    is_hidden = any(name.startswith(".") and name not in (".", "..") for name in names)
    return info.is_dir() or is_hidden or names[0] == "__MACOSX"


def _name(info: zipfile.ZipInfo) -> str:
    r"""The name with `/` between its parts; bytes that are no UTF-8 as `\xNN`.

    Archives from before 2006, and some of today, do not say in which encoding their names are.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        name = name.encode("cp437", "replace").decode("utf-8", "backslashreplace")
    name = name.encode("utf-8", "backslashreplace").decode()
    return name.replace("\\", "/") if info.create_system == 0 else name


def _shown_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names as the column `member` has them: one for each member, whatever the archive says."""
    names = [_name(info).removeprefix("./") for info in infos]
    known, shown, used = set(names), [], set()
    for name in names:
        # Else `a.zip!b` in this archive could not be told from `b` in its member `a.zip`.
        if BETWEEN in name and any(
            name[:at] in known for at, mark in enumerate(name) if mark == BETWEEN
        ):
            name = name.replace(BETWEEN, "\\x21")
        again, number = name, 2
        while again in used:
            again, number = f"{name}#{number}", number + 1
        used.add(again)
        shown.append(again)
    return shown


def _check_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes, as a bomb's do that is small and has many of them."""
    end = -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused(Reason.UNSAFE_ARCHIVE, "members of the archive lie upon each other")
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: str, part: Part) -> Part:
    def open_member() -> io.BufferedReader:
        if problem := _problem(info):
            raise problem
        try:
            stream = archive.open(info)
        except ZIP_ERRORS as error:
            raise Refused(
                Reason.UNREADABLE, f"the member is damaged: {error or type(error).__name__}"
            ) from None
        watched = Unpacking(
            stream.read1,  # type: ignore[attr-defined]
            stream.close,
            lambda: max(info.compress_size, 1),
            part.budget,
            "member",
            ZIP_ERRORS,
        )
        return io.BufferedReader(watched, _BUFFER_BYTES)

    return Part(
        name=_name(info),
        open=open_member,
        budget=part.budget,
        member=member,
        depth=part.depth + 1,
    )


def _problem(info: zipfile.ZipInfo) -> Refused | None:
    name = _name(info)
    mode = info.external_attr >> 16 if info.create_system == 3 else 0
    if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return Refused(Reason.UNSAFE_ARCHIVE, "the member's name leads out of the archive")
    if "\0" in name:
        return Refused(Reason.UNSAFE_ARCHIVE, "the member's name holds a NUL")
    if stat.S_ISLNK(mode):
        return Refused(Reason.UNSAFE_ARCHIVE, "the member is a symbolic link")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Refused(Reason.UNSAFE_ARCHIVE, "the member is no regular file")
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Refused(Reason.ENCRYPTED, "the member is encrypted")
    if info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_RATIO * info.compress_size:
        return Refused(
            Reason.UNSAFE_ARCHIVE,
            f"the member states that it unpacks to more than {MAX_RATIO} times its size",
        )
    return None
