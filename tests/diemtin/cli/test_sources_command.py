"""`diemtin sources check`. All sources are invented."""

import json

import pytest
import yaml

from diemtin.corpus import Corpus
from tests.diemtin.cli.conftest import Run
from tests.diemtin.landing.web.site import Reply, rss, running_site


def write(corpus: Corpus, *sources: dict[str, object]) -> None:
    text = yaml.safe_dump({"sources": list(sources)}, allow_unicode=True)
    corpus.sources_file.write_text(text, encoding="utf-8")


FOLDER: dict[str, object] = {"kind": "folder", "name": "kho", "path": "kho"}
FEED: dict[str, object] = {"kind": "feed", "name": "báo", "url": "https://bao.example/rss"}


def test_without_the_file_the_inbox_is_the_only_source(run: Run, data: Corpus) -> None:
    result = run("sources", "check")
    assert result.exit_code == 0
    assert f"{data.sources_file} does not exist: only the inbox" in result.stdout
    assert str(data.inbox) in result.stdout


def test_every_mistake_is_told_with_its_line(run: Run, data: Corpus) -> None:
    write(data, {**FEED, "url": "ftp://x"}, {**FOLDER, "colour": "red"})
    result = run("sources", "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count(", line ") == 2
    assert "sources[0].url" in result.stderr
    assert "sources[1].colour: there is no such field" in result.stderr


def test_a_folder_that_is_not_there_is_a_problem(run: Run, data: Corpus) -> None:
    write(data, FOLDER)
    result = run("sources", "check")
    assert result.exit_code == 1
    assert "kho: there is no such folder" in result.stdout


def test_the_problem_of_a_disabled_source_is_no_failure(run: Run, data: Corpus) -> None:
    write(data, {**FOLDER, "enabled": False})
    result = run("sources", "check")
    assert result.exit_code == 0
    assert "disabled" in result.stdout


def test_nobody_is_asked_without_fetch(run: Run, data: Corpus) -> None:
    write(data, FEED)
    (told,) = json.loads(run("sources", "check", "--json").stdout)
    assert (told["name"], told["found"], told["problem"]) == ("báo", None, None)


@pytest.mark.parametrize(
    ("reply", "exit_code", "told"),
    [
        (rss("<link>http://bao.example/1</link>"), 0, "1 entries"),
        (Reply(status=500), 1, "http_500"),
    ],
)
def test_with_fetch_a_source_is_asked_once_and_nothing_lands(
    run: Run, data: Corpus, reply: Reply, exit_code: int, told: str
) -> None:
    with running_site() as site:
        site.pages["/rss"] = reply
        here = {"allow_private_addresses": True, "limits": {"max_retries": 0, "delay_seconds": 0}}
        write(data, {**FEED, "url": site.url + "/rss", **here})
        result = run("sources", "check", "--fetch")
        assert [one.path for one in site.asked if one.path == "/rss"] == ["/rss"]
    assert result.exit_code == exit_code
    assert told in result.stdout
    assert not data.landing.exists()
