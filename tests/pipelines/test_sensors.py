"""The sensors: one run for each set of files and for each turn of a source, none for nothing."""

import datetime
import os
from dataclasses import replace

import dagster as dg
import pytest

from diemtin.corpus import Corpus
from diemtin.errors import DiemTinError
from diemtin.landing.web.memory import Memory
from pipelines.sensors import automation, inbox, registry, sources


@pytest.fixture
def tick(corpus: Corpus):
    def evaluate() -> dg.RunRequest | dg.SkipReason:
        return inbox(dg.build_sensor_context(resources={"corpus": corpus}))

    return evaluate


def drop(corpus: Corpus, name: str, text: str, age: float = 60) -> None:
    path = corpus.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    modified = corpus.now().timestamp() - age
    os.utime(path, (modified, modified))


def test_the_sensors_are_on_from_the_start() -> None:
    assert sources.default_status == dg.DefaultSensorStatus.RUNNING
    assert inbox.default_status == dg.DefaultSensorStatus.RUNNING
    assert automation.default_status == dg.DefaultSensorStatus.RUNNING


def test_an_empty_inbox_asks_for_nothing(tick) -> None:
    assert isinstance(tick(), dg.SkipReason)


def test_names_that_begin_with_a_dot_do_not_count(corpus: Corpus, tick) -> None:
    drop(corpus, ".gitkeep", "")
    assert isinstance(tick(), dg.SkipReason)


def test_a_file_asks_for_the_current_day(corpus: Corpus, tick) -> None:
    drop(corpus, "báo/tin.txt", "Một tin.")
    request = tick()
    assert request.partition_key == corpus.today.isoformat()
    assert request.tags["diemtin/inbox_files"] == "1"


def test_files_that_are_still_arriving_are_waited_for(corpus: Corpus, tick) -> None:
    drop(corpus, "cũ.txt", "Đã xong.")
    drop(corpus, "mới.txt", "Đang ghi", age=1)
    assert isinstance(tick(), dg.SkipReason)


def test_the_same_files_ask_once_and_a_further_one_again(corpus: Corpus, tick) -> None:
    drop(corpus, "một.txt", "Một.")
    first = tick().run_key
    assert tick().run_key == first
    drop(corpus, "hai.txt", "Hai.")
    assert tick().run_key != first


FEED = "sources:\n- {kind: feed, name: báo, url: 'https://bao.example/rss'}\n"


def ask_sources(corpus: Corpus) -> dg.RunRequest | dg.SkipReason:
    return sources(dg.build_sensor_context(resources={"corpus": corpus}))


def test_without_network_sources_nothing_is_asked_for(corpus: Corpus) -> None:
    assert isinstance(ask_sources(corpus), dg.SkipReason)


def test_a_source_that_is_due_asks_for_the_current_day_once(corpus: Corpus) -> None:
    corpus.sources_file.write_text(FEED, encoding="utf-8")
    request = ask_sources(corpus)
    assert request.partition_key == corpus.today.isoformat()
    assert request.tags["diemtin/due_sources"] == "1"
    assert ask_sources(corpus).run_key == request.run_key


def test_a_source_that_was_polled_asks_again_when_its_interval_is_over(corpus: Corpus) -> None:
    corpus.sources_file.write_text(FEED, encoding="utf-8")
    first = ask_sources(corpus).run_key
    memory = Memory(corpus.landing / ".sources" / "báo.sqlite")
    memory.polled(corpus.now(), success=True)
    memory.close()
    assert isinstance(ask_sources(corpus), dg.SkipReason)
    later = corpus.now() + datetime.timedelta(hours=1)
    assert ask_sources(replace(corpus, now=lambda: later)).run_key != first


def test_a_mistake_in_sources_yaml_shows_as_a_failed_tick(corpus: Corpus) -> None:
    corpus.sources_file.write_text("sources: 7", encoding="utf-8")
    with pytest.raises(DiemTinError, match=r"sources\.yaml, line 1: sources"):
        ask_sources(corpus)


def ask_registry(corpus: Corpus, cursor: str | None) -> tuple[object, str | None]:
    context = dg.build_sensor_context(resources={"corpus": corpus}, cursor=cursor)
    return registry(context), context.cursor


def test_the_registry_is_published_again_only_when_a_file_has_changed(corpus: Corpus) -> None:
    first, cursor = ask_registry(corpus, None)
    assert isinstance(first, dg.RunRequest)
    again, cursor = ask_registry(corpus, cursor)
    assert isinstance(again, dg.SkipReason)
    corpus.registry.mkdir(parents=True, exist_ok=True)
    (corpus.registry / "mine.csv").write_text("id,name\n", encoding="utf-8")
    changed, cursor = ask_registry(corpus, cursor)
    assert isinstance(changed, dg.RunRequest)
    assert changed.run_key != first.run_key
    assert isinstance(ask_registry(corpus, cursor)[0], dg.SkipReason)
    (corpus.registry / "mine.csv").unlink()
    assert isinstance(ask_registry(corpus, cursor)[0], dg.RunRequest)
