"""Whole pages of ten invented news sites, built as those of Vietnamese publishers are."""

import json
from pathlib import Path

import pytest

from diemtin.ingest.html import read_html
from diemtin.segment.blocks import blocks

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def expected(page: Path) -> dict[str, object]:
    wanted: dict[str, object] = json.loads(page.with_suffix(".json").read_text())
    return wanted


def test_the_text_is_that_of_the_article_and_nothing_around_it(page: Path) -> None:
    wanted = expected(page)
    assert read_html(page.read_bytes()).text.split("\n") == wanted["lines"]


def test_the_title_is_without_the_name_of_the_site(page: Path) -> None:
    assert read_html(page.read_bytes()).title == expected(page)["title"]


def test_the_date_is_found_where_the_page_states_it(page: Path) -> None:
    wanted, extracted = expected(page), read_html(page.read_bytes())
    assert extracted.published is not None
    at = extracted.published.at.isoformat() if extracted.published.at else None
    assert at == wanted["published"]
    assert extracted.published.date.isoformat() == wanted["published_date"]
    assert extracted.published_date_source == wanted["published_date_source"]


def test_the_types_of_the_lines_are_told(page: Path) -> None:
    extracted = read_html(page.read_bytes())
    types = [block.block_type for block in blocks(extracted.text, extracted.title)]
    assert types == expected(page)["types"]


def test_the_page_is_read_alike_in_a_legacy_encoding_and_in_utf16(page: Path) -> None:
    text = page.read_text()
    assert read_html(text.encode("utf-16")).text == read_html(text.encode()).text
