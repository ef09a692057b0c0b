"""`data/sources.yaml`: where articles come from, how often each source is asked, and its limits.

Without the file there is one source, the folder `inbox`. The file is checked as a whole: every
problem is told at once, with its line and field, and nothing lands until it is mended.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from diemtin.errors import DiemTinError
from diemtin.ingest.column_map import ColumnMap

SOURCES_NAME = "sources.yaml"
INBOX = "inbox"
_MAX_NAME_BYTES = 200  # a file name of 255 bytes is as long as most file systems take


class SourcesError(DiemTinError):
    """`sources.yaml` is not what it should be; `problems` holds one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _name(value: str) -> str:
    if value != unicodedata.normalize("NFC", value) or not value.strip():
        raise ValueError("must be in NFC and not blank")
    # It becomes the name of a folder, beside the records of a landing day.
    if len(value.encode()) > _MAX_NAME_BYTES:
        raise ValueError(f"must not be longer than {_MAX_NAME_BYTES} bytes")
    if re.search(r"[/\\\x00-\x1f\x7f]", value) or value.startswith(".") or value.endswith(".jsonl"):
        raise ValueError("must do as a folder's name: no slash, no dot first, not *.jsonl")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError as error:
        raise ValueError(f"is no web address ({error})") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_good:
        raise ValueError("must begin with http:// or https:// and name a host")
    if re.search(r"[\s\x00-\x1f]", value):
        raise ValueError("must not hold blanks")
    return value


Name = Annotated[str, Field(min_length=1), AfterValidator(_name)]
WebAddress = Annotated[str, Field(max_length=2000), AfterValidator(_web_address)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Limits(_Model):
    """What one poll of a network source may cost, us and those whom it asks."""

    max_items: int = Field(200, ge=1, description="New pages that a poll fetches at most.")
    max_bytes: int = Field(20_000_000, ge=1_000, description="Largest answer, also decompressed.")
    connect_seconds: float = Field(10, gt=0, le=300, description="To reach a host.")
    read_seconds: float = Field(30, gt=0, le=300, description="Between two parts of an answer.")
    total_seconds: float = Field(120, gt=0, le=3600, description="For one whole answer.")
    poll_seconds: float = Field(1800, gt=0, le=86_400, description="For all of a poll.")
    delay_seconds: float = Field(1, ge=0, le=3600, description="Between two requests to a host.")
    max_wait_seconds: float = Field(
        120, ge=0, le=3600, description="Longest wait that a Retry-After may ask for in a poll."
    )
    max_retries: int = Field(2, ge=0, le=10, description="Tries after the first, in a poll.")
    max_redirects: int = Field(5, ge=0, le=20, description="Redirects followed for a page.")
    max_listings: int = Field(50, ge=1, description="Sitemaps that a poll reads at most.")
    max_versions: int = Field(
        3, ge=1, description="Times that one address is fetched, when its listing says it changed."
    )


class Columns(_Model):
    """Which column of a tabular file holds what; a field that is not named is not read."""

    text: str = Field(min_length=1)
    title: str | None = Field(None, min_length=1)
    url: str | None = Field(None, min_length=1)
    author: str | None = Field(None, min_length=1)
    source: str | None = Field(None, min_length=1)
    published_at: str | None = Field(None, min_length=1)


class FolderSource(_Model):
    """A folder whose files land: those below it, or copies of them."""

    kind: Literal["folder"]
    name: Name
    enabled: bool = True
    path: str = Field(min_length=1, description="Relative to the folder of sources.yaml.")
    subfolders_are_sources: bool = Field(
        False, description="The first folder below names the source, as in the inbox."
    )
    keep_files: bool = Field(False, description="Copy the files and leave them where they are.")
    columns: Columns | None = None


class _NetworkSource(_Model):
    name: Name
    enabled: bool = True
    limits: Limits = Limits()
    respect_robots: bool = True
    allow_private_addresses: bool = Field(
        False, description="Also fetch from this machine and from private networks."
    )


class FeedSource(_NetworkSource):
    """An RSS, Atom or JSON feed: what it lists is fetched."""

    kind: Literal["feed"]
    url: WebAddress
    poll_every_minutes: int = Field(60, ge=1)


class SitemapSource(_NetworkSource):
    """A sitemap, a news sitemap, or an index of sitemaps: what it lists is fetched."""

    kind: Literal["sitemap"]
    url: WebAddress
    poll_every_minutes: int = Field(60, ge=1)
    max_age_days: int | None = Field(
        3, ge=0, description="Pages whose date in the sitemap is older are passed over."
    )


class UrlsSource(_NetworkSource):
    """Pages that are named one by one."""

    kind: Literal["urls"]
    urls: list[WebAddress] = Field(min_length=1)
    poll_every_minutes: int = Field(24 * 60, ge=1)


NetworkSource = FeedSource | SitemapSource | UrlsSource
Source = Annotated[FolderSource | NetworkSource, Field(discriminator="kind")]


class Sources(_Model):
    """All of `sources.yaml`."""

    user_agent: str = Field(
        "DiemTin/0.1",
        pattern=r"^[A-Za-z][A-Za-z_-]*/[\x21-\x7e]+( [\x20-\x7e]+)?$",
        max_length=200,
        description="How requests name themselves: a name, a slash, a version, then e.g. (+mail).",
    )
    concurrency: int = Field(4, ge=1, le=32, description="Sources that are polled at a time.")
    sources: list[Source]

    @property
    def folders(self) -> list[FolderSource]:
        """The folders to sweep, in order."""
        return [s for s in self.sources if isinstance(s, FolderSource) and s.enabled]

    @property
    def network(self) -> list[NetworkSource]:
        """The network sources to poll, in order."""
        return [s for s in self.sources if not isinstance(s, FolderSource) and s.enabled]

    def columns(self) -> dict[str, ColumnMap]:
        """Source → what its tables and records call their columns."""
        return {
            source.name: ColumnMap(**source.columns.model_dump(exclude_none=True))
            for source in self.sources
            if isinstance(source, FolderSource) and source.columns
        }


_ONLY_THE_INBOX = Sources(
    sources=[FolderSource(kind="folder", name=INBOX, path=INBOX, subfolders_are_sources=True)]
)


def read_sources(file: Path) -> Sources:
    """Read and check `sources.yaml`; without one, the inbox is the only source.

    Raises:
        SourcesError: With every problem, each with file, line and field.
    """
    if not file.exists():
        return _ONLY_THE_INBOX
    try:
        # Bytes, so that the parser tells a wrong encoding with its place.
        node = yaml.compose(file.read_bytes(), Loader=yaml.SafeLoader)
        stated = yaml.safe_load(file.read_bytes())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SourcesError([f"{file}, line {line}: {error.problem or error.context}"]) from None
    except yaml.reader.ReaderError as error:
        # A place in the bytes where they are no text, else one in the text.
        content = file.read_bytes()
        before = content if error.encoding == "utf-8" else content.decode("utf-8", "replace")
        line = len(before[: error.position + 1].splitlines())
        raise SourcesError(
            [f"{file}, line {line}: {error.reason} ({error.character!r}); it has to be UTF-8"]
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourcesError([f"{file}: is no YAML ({error})"]) from None
    except OSError as error:
        raise SourcesError([f"{file}: cannot be read ({error.strerror})"]) from None
    found = [*_repeated_keys(node), *_repeated_names(stated, node)]
    sources = None
    try:
        sources = Sources.model_validate({} if stated is None else stated)
    except ValidationError as error:
        found += [_told(problem, node) for problem in error.errors(include_url=False)]
    if found or sources is None:
        raise SourcesError(
            [f"{file}, line {line}: {field}{what}" for line, field, what in sorted(found)]
        )
    return sources


_Found = tuple[int, str, str]


def _told(problem: Any, node: yaml.Node | None) -> _Found:
    """`(line, "field: ", what is wrong)` of one of pydantic's errors."""
    line, field = 1 if node is None else node.start_mark.line + 1, ""
    for part in problem["loc"]:
        if isinstance(node, yaml.MappingNode):
            entry = next((pair for pair in node.value if pair[0].value == part), None)
            if entry is None and not (problem["type"] == "missing" and part == problem["loc"][-1]):
                continue  # the kind, which pydantic puts into the path
            field += f".{part}" if field else str(part)
            if entry:
                line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            field += f"[{part}]"
            line = node.start_mark.line + 1
        elif node is None:
            field = str(part)
    what = problem["msg"].removeprefix("Value error, ")
    if problem["type"].startswith("union_tag"):
        field += ".kind"
        what = "must be folder, feed, sitemap or urls"
    elif problem["type"] == "extra_forbidden":
        what = "there is no such field"
    elif problem["type"] != "missing" and isinstance(problem["input"], str | int | float):
        what += f" (it is {problem['input']!r})"
    return line, f"{field}: " if field else "", what


def _repeated_keys(node: yaml.Node | None) -> Iterator[_Found]:
    """Keys that a mapping has twice, of which YAML would silently keep the last."""
    pending, seen = [node], set()
    while pending:
        node = pending.pop()
        if node is None or id(node) in seen:  # an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.MappingNode):
            names = set()
            for key, value in node.value:
                if str(key.value) in names:
                    yield key.start_mark.line + 1, f"{key.value}: ", "is there twice"
                names.add(str(key.value))
                pending.append(value)


def _repeated_names(stated: Any, node: yaml.Node | None) -> Iterator[_Found]:
    """Names that two sources share; folders may not differ in case only, on some systems."""
    listed = stated.get("sources") if isinstance(stated, dict) else None
    seen: set[str] = set()
    for number, source in enumerate(listed if isinstance(listed, list) else []):
        name = source.get("name") if isinstance(source, dict) else None
        if not isinstance(name, str):
            continue
        if name.casefold() in seen:
            place = {"loc": ("sources", number, "name"), "type": "", "input": name}
            yield _told({**place, "msg": "another source has this name"}, node)
        seen.add(name.casefold())
