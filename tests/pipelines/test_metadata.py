"""What the UI shows of a landing. All files are invented."""

from assets.metadata import landing_result
from diemtin.calendar import day_of
from diemtin.corpus import Corpus
from diemtin.landing.capture import capture


def test_the_landing_of_a_day_shows_what_stayed_in_the_inbox_and_why(corpus: Corpus) -> None:
    (corpus.inbox / "s").mkdir(parents=True)
    (corpus.inbox / "s/a.txt.part").write_text("Mới nửa bài.")
    (corpus.inbox / "s/b.txt").write_text("Cả bài.")
    metadata = landing_result(capture(corpus, day_of(corpus.now()))).metadata or {}
    assert (metadata["swept_new"], metadata["left_in_inbox"]) == (1, 1)
    shown = str(metadata["⚠ left in the inbox"])
    assert "s/a.txt.part" in shown
    assert "not whole yet" in shown
