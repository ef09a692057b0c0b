"""Damaged files of every format: articles or rejects come out, and nothing else.

All articles are invented.
"""

import logging
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import STORY, feed, gzipped, outcomes, parquet, pdf, word, zipped, zstandard

from diemtin.ingest.formats import READERS
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED

RECORD = f'{{"title": "Chợ", "text": "{STORY}", "published_at": "2025-06-27"}}'
PAGE = (
    '<!DOCTYPE html><html><head><script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Chợ"}</script></head><body><article>'
    f"<h1>Chợ</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"
)
WHOLE = {
    "txt": STORY.encode(),
    "html": PAGE.encode(),
    "jsonl": f"{RECORD}\n{RECORD}\n".encode(),
    "json": f'{{"articles": [{RECORD}, {RECORD}]}}'.encode(),
    "csv": f'title,text\nChợ,"{STORY}"\nChợ,"{STORY}"\n'.encode(),
    "tsv": f"title\ttext\nChợ\t{STORY}\n".encode("utf-16"),
    "parquet": parquet({"title": ["Chợ"] * 3, "text": [STORY] * 3, "n": [[1], None, [2, 3]]}),
    "xml": feed(f"<title>Chợ</title><description>{STORY}</description>" * 2).encode(),
    "docx": word("Chợ", STORY),
    "zip": zipped({"a.txt": STORY, "b.zip": zipped({"c.jsonl": RECORD}), "d.docx": word(STORY)}),
    "gz": gzipped(zipped({"a.csv": f'text\n"{STORY}"\n'})),
    "jsonl.gz": gzipped(f"{RECORD}\n" * 3),
    "jsonl.zst": zstandard(f"{RECORD}\n" * 3),
}
SLOW = {"pdf": pdf(STORY, STORY)}  # a process for each


def mutated(content: bytes, random_: random.Random) -> bytes:
    """The content cut, with bits turned, or with pieces moved, doubled, taken out or put in."""
    result = bytearray(content)
    for _ in range(random_.randint(1, 4)):
        at = random_.randrange(len(result) + 1)
        length = random_.choice((1, 2, 4, 16, 200))
        kind = random_.randrange(6)
        if kind == 0:
            del result[at:]
        elif kind == 1 and result:
            for _ in range(random_.randint(1, 8)):
                result[random_.randrange(len(result))] ^= 1 << random_.randrange(8)
        elif kind == 2:
            result[at:at] = result[random_.randrange(len(result) + 1) :][:length]
        elif kind == 3:
            del result[at : at + length]
        elif kind == 4:
            other = random_.choice(list(WHOLE.values()))
            result[at : at + length] = other[random_.randrange(len(other)) :][:length]
        else:
            mark = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b'"', b"\n")
            result[at : at + 4] = random_.choice(mark)
    return bytes(result)


def check(folder: Path, name: str, content: bytes) -> None:
    for old in folder.rglob("s/*"):
        old.unlink()
    found = outcomes(folder, {f"s/{name}": content})
    assert found, "nothing disappears"
    keys = [(one.member, one.record) for one in found]
    assert len(set(keys)) == len(keys)
    assert {one.reason for one in found} <= {None, *map(str, Reason)}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("diemtin"), "disabled", True)
    monkeypatch.setattr(logging.getLogger("diemtin.ingest.articles"), "disabled", True)


@pytest.mark.parametrize("ending", WHOLE)
def test_a_file_that_is_whole_is_read_whole(tmp_path: Path, ending: str) -> None:
    found = outcomes(tmp_path, {f"s/a.{ending}": WHOLE[ending]})
    assert not [one.reason for one in found if one.reason]


@pytest.mark.parametrize("ending", WHOLE)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_gives_articles_or_rejects(tmp_path: Path, ending: str, seed: int) -> None:
    check(tmp_path, f"a.{ending}", mutated(WHOLE[ending], random.Random(seed)))


@pytest.mark.parametrize("format", ["txt", "html", "docx", "jsonl"])
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_reader_raises_nothing_but_a_refusal(format: str, seed: int) -> None:
    whole = RECORD.encode() if format == "jsonl" else WHOLE[format]
    try:
        READERS[format](mutated(whole, random.Random(seed)), NOTHING_STATED)
    except Refused as refused:
        assert refused.detail


@settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_pdf_gives_an_article_or_a_reject(tmp_path: Path, seed: int) -> None:
    check(tmp_path, "a.pdf", mutated(SLOW["pdf"], random.Random(seed)))


@pytest.mark.parametrize("ending", WHOLE)
def test_a_file_that_is_cut_anywhere_gives_articles_or_rejects(tmp_path: Path, ending: str) -> None:
    whole = WHOLE[ending]
    for length in range(0, len(whole), max(1, len(whole) // 25)):
        check(tmp_path, f"a.{ending}", whole[:length])


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200), ending=st.sampled_from(list(WHOLE)))
def test_any_bytes_under_any_name_give_articles_or_rejects(
    tmp_path: Path, content: bytes, ending: str
) -> None:
    check(tmp_path, f"a.{ending}", content)
