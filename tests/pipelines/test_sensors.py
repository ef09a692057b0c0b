"""The inbox sensor: one run for each set of files, none for nothing."""

import os

import dagster as dg
import pytest

from diemtin.corpus import Corpus
from pipelines.sensors import automation, inbox


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


def test_both_sensors_are_on_from_the_start() -> None:
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
