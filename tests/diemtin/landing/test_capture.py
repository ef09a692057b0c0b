"""The landing stage of a day. All files are invented."""

import datetime
from dataclasses import replace

import pytest

from diemtin.calendar import VIETNAM
from diemtin.corpus import Corpus
from diemtin.errors import DiemTinError
from diemtin.landing.capture import capture, capture_today

TODAY = datetime.date(2025, 7, 5)  # as the fixture's clock


def drop(corpus: Corpus, path: str = "s/a.txt", content: str = "Tin.") -> None:
    file = corpus.inbox / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def test_today_is_swept_and_told(corpus: Corpus) -> None:
    drop(corpus)
    captured = capture(corpus, TODAY)
    assert captured.swept is not None
    assert captured.swept.landed == ["s/a.txt"]
    assert captured.landed.by_source == {"s": 1}


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_is_only_read(corpus: Corpus, days: int) -> None:
    drop(corpus)
    captured = capture(corpus, TODAY + datetime.timedelta(days=days))
    assert captured.swept is None
    assert captured.landed.n_files == 0
    assert (corpus.inbox / "s/a.txt").exists()
    assert not corpus.landing.exists()


def test_capturing_today_again_keeps_the_fingerprint(corpus: Corpus) -> None:
    drop(corpus)
    first = capture(corpus, TODAY)
    assert capture(corpus, TODAY).landed == first.landed


def test_a_day_that_ends_during_the_capture_does_not_get_the_files_of_another(
    corpus: Corpus,
) -> None:
    drop(corpus)
    midnight = datetime.datetime(2025, 7, 6, tzinfo=VIETNAM)
    ticks = iter(midnight + datetime.timedelta(seconds=second) for second in (-1, 1, 2, 3))
    captured = capture(replace(corpus, now=lambda: next(ticks)), TODAY)
    assert captured.swept is not None
    assert captured.swept.day == TODAY
    assert captured.landed.n_files == 1


def test_what_stays_in_the_inbox_is_told_with_its_reason(corpus: Corpus) -> None:
    drop(corpus, "s/a.txt.part")
    captured = capture(corpus, TODAY)
    assert captured.swept is not None
    assert captured.swept.left_because == {
        str(corpus.inbox / "s/a.txt.part"): "by its name it is not whole yet"
    }


def test_the_day_of_a_capture_of_today_is_the_one_on_which_it_begins(corpus: Corpus) -> None:
    drop(corpus)
    midnight = datetime.datetime(2025, 7, 6, tzinfo=VIETNAM)
    ticks = iter(midnight + datetime.timedelta(seconds=second) for second in (-1, 1, 2, 3))
    captured = capture_today(replace(corpus, now=lambda: next(ticks)))
    assert captured.swept is not None
    assert captured.swept.day == TODAY
    assert captured.landed.n_files == 1


def test_a_source_that_is_not_enabled_cannot_be_captured(corpus: Corpus) -> None:
    drop(corpus)
    with pytest.raises(
        DiemTinError, match=r"no enabled source 'kho'\. The enabled ones are: inbox"
    ):
        capture(corpus, TODAY, only=["inbox", "kho"])
    assert not corpus.landing.exists()


def test_what_stays_is_named_by_its_whole_path_with_the_reason(corpus: Corpus) -> None:
    corpus.inbox.mkdir(parents=True)
    link = corpus.inbox / "lối tắt.txt"
    link.symlink_to("/etc/hostname")
    swept = capture_today(corpus).swept
    assert swept is not None
    assert (swept.left, swept.left_because) == (
        [str(link)],
        {str(link): "it is no regular file"},
    )
