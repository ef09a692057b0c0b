"""RSS and Atom feeds saved as files. All articles are invented."""

import codecs
import datetime
import tracemalloc
from pathlib import Path

import pytest
from made_files import STORY, feed, outcome, outcomes, rows_of

from tests.diemtin.ingest.legacy import windows_1258

ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>
<entry><title>Chợ sớm</title><link href="https://v.example/1"/>
<author><name>Lò Mẩy</name></author>
<published>2025-06-27T08:15:00+07:00</published><updated>2025-06-28T00:00:00Z</updated>
<summary>Tóm tắt.</summary>
<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"""


def found(tmp_path: Path, content: bytes | str) -> list[tuple[int, str]]:
    result = outcomes(tmp_path, {"s/a.xml": content})
    return [(one.record, str(one.text or one.reason)) for one in result]


def test_each_entry_of_rss_is_an_item_with_what_it_says(tmp_path: Path) -> None:
    content = feed(
        "<title>Chợ &lt;b&gt;sớm&lt;/b&gt;</title><link>https://v.example/1</link>"
        f"<description><![CDATA[<a href='x'><img src='y'/></a><br>{STORY}]]></description>"
        "<pubDate>Fri, 27 Jun 2025 08:15:00 +0700</pubDate><author>Lò Mẩy</author>",
        f"<description>{STORY}</description>",
    )
    [first, second], _ = rows_of(tmp_path, {"s/a.xml": content})
    assert first["text"] == f"Chợ sớm\n{STORY}"
    assert first["url"] == "https://v.example/1"
    assert first["author"] == "Lò Mẩy"
    assert first["published_at"] == datetime.datetime(2025, 6, 27, 1, 15, tzinfo=datetime.UTC)
    assert first["source"] == "s"
    assert (second["record"], second["title"]) == (2, None)


def test_an_entry_of_atom_is_read_with_its_full_text(tmp_path: Path) -> None:
    [article], _ = rows_of(tmp_path, {"s/a.atom": ATOM})
    assert article["text"] == f"Chợ sớm\n{STORY}"
    assert article["author"] == "Lò Mẩy"
    assert article["published_date"] == datetime.date(2025, 6, 27)


def test_the_full_text_of_an_entry_goes_before_its_summary(tmp_path: Path) -> None:
    entry = f"<description>Tóm tắt.</description><c:encoded>&lt;p&gt;{STORY}&lt;/p&gt;</c:encoded>"
    content = feed(entry).replace(
        "<rss ", '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/" '
    )
    assert found(tmp_path, content) == [(1, STORY)]


def test_an_entry_without_text_is_refused_alone(tmp_path: Path) -> None:
    content = feed("<title>Chỉ có tít</title>", f"<description>{STORY}</description>")
    assert found(tmp_path, content) == [(1, "no_text"), (2, STORY)]


def test_a_feed_without_entries_is_empty(tmp_path: Path) -> None:
    assert found(tmp_path, feed()) == [(0, "empty")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_feed_with_a_byte_order_mark_is_read(tmp_path: Path, encoding: str) -> None:
    content = feed(f"<description>{STORY}</description>", head="").encode(encoding)
    assert found(tmp_path, content) == [(1, STORY)]


def test_a_feed_that_breaks_off_within_an_entry_loses_that_entry_alone(tmp_path: Path) -> None:
    whole = feed(f"<description>{STORY}</description>", f"<description>{STORY}</description>")
    cut = whole[: whole.rindex("người")]
    assert found(tmp_path, cut) == [(1, STORY), (2, "malformed_record")]


def test_a_feed_that_is_not_well_formed_is_read_where_its_entries_are_whole(
    tmp_path: Path,
) -> None:
    content = feed(f"<title>Chợ & bến</title><description>{STORY}</description>")
    assert found(tmp_path, content) == [(1, f"Chợ & bến\n{STORY}")]


@pytest.mark.parametrize(
    "content",
    [
        "<urlset><url><loc>https://v.example/1</loc></url></urlset>",
        "<a><b>Tin.</b></a>",
        "<a>",
        "Tin.",
        "<?xml version='1.0'?>",
    ],
)
def test_xml_that_is_no_feed_is_of_an_unsupported_format(tmp_path: Path, content: str) -> None:
    assert outcome(tmp_path, "a.xml", content) == "unsupported_format"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_a_byte_order_mark_alone_is_no_feed(tmp_path: Path, mark: bytes) -> None:
    assert outcome(tmp_path, "a.xml", mark) == "unsupported_format"


LAUGHS = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(12)
)


@pytest.mark.parametrize(
    "head",
    [
        f"<?xml version='1.0'?><!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_xml_that_declares_entities_is_refused_unread(
    tmp_path: Path, head: str, encoding: str
) -> None:
    content = feed("<description>&e11;&x;</description>", head=head).encode(encoding)
    tracemalloc.start()
    assert outcome(tmp_path, "a.xml", content) == "unsafe_archive"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


def test_xml_of_a_hundred_thousand_levels_is_refused(tmp_path: Path) -> None:
    assert outcome(tmp_path, "a.xml", "<a>" * 100_000) in ("unsupported_format", "unreadable")


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "windows-1252", "khong-co"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_a_feed_is_decoded_by_its_bytes_whatever_it_declares(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>"
    content = feed(f"<description>{STORY}</description>", head=head)
    encoded = windows_1258(content) if encoding == "windows-1258" else content.encode(encoding)
    assert found(tmp_path, encoded) == [(1, STORY)]


def test_a_byte_that_is_no_utf8_loses_its_entry_alone(tmp_path: Path) -> None:
    entry = f"<description>{STORY}</description>"
    content = feed(entry, entry).encode()
    damaged = content.replace(STORY[:1].encode(), b"\xff", 1)
    assert found(tmp_path, damaged) == [(1, "undecodable"), (2, STORY)]
