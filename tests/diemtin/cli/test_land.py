"""`diemtin land`. All files are invented."""

import json

from diemtin.corpus import Corpus
from tests.diemtin.cli.conftest import Run

# An address of this machine, which no source may ask unless it says so: nothing is sent.
FEED = "sources:\n- {kind: feed, name: báo, url: 'http://127.0.0.1:9/rss'}\n"
INBOX = "- {kind: folder, name: inbox, path: inbox, subfolders_are_sources: true}\n"


def drop(corpus: Corpus, path: str, content: str = "Tin.") -> None:
    file = corpus.inbox / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def test_what_lands_is_told_and_what_stays_with_its_reason(run: Run, data: Corpus) -> None:
    drop(data, "báo-a/một.txt")
    drop(data, "b/hai.txt", "Tin hai.")
    (data.inbox / "lối tắt.txt").symlink_to("/etc/hostname")
    result = run("land")
    assert result.exit_code == 0
    assert "2 files landed, 0 had landed before, 1 stayed." in result.stdout
    assert "\n  báo-a/một.txt\n" in result.stdout
    assert f"\n  {data.inbox}/lối tắt.txt: it is no regular file\n" in result.stdout
    (day,) = data.landing.glob("*-*-*")
    assert str(day) in result.stdout
    assert (day / "b/hai.txt").read_text(encoding="utf-8") == "Tin hai."


def test_an_empty_inbox_is_told(run: Run) -> None:
    result = run("land")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 files landed" in result.stdout


def test_bytes_that_landed_before_are_told(run: Run, data: Corpus) -> None:
    drop(data, "a/một.txt")
    run("land")
    drop(data, "b/lại.txt")
    assert "0 files landed, 1 had landed before" in run("land").stdout


def test_json_names_everything(run: Run, data: Corpus) -> None:
    for number in range(30):
        drop(data, f"a/{number:02}.txt", f"Tin {number}.")
    (data.inbox / "x.txt").symlink_to("/etc/hostname")
    told = json.loads(run("land", "--json").stdout)
    assert told["landed"] == [f"a/{number:02}.txt" for number in range(30)]
    assert told["stayed"] == [{"path": str(data.inbox / "x.txt"), "why": "it is no regular file"}]
    assert told["files_of_day"] == 30
    assert (data.landing / told["day"]).is_dir()


def test_many_paths_are_cut_short_for_a_person(run: Run, data: Corpus) -> None:
    for number in range(30):
        drop(data, f"a/{number:02}.txt", f"Tin {number}.")
    shown = run("land").stdout
    assert "a/19.txt" in shown
    assert "a/20.txt" not in shown
    assert "… and 10 more" in shown


def test_a_control_character_in_a_name_does_not_reach_the_terminal(run: Run, data: Corpus) -> None:
    drop(data, "a/\x1b[31m.txt")
    shown = run("land").stdout
    assert "\x1b" not in shown
    assert "a/\\x1b[31m.txt" in shown


def test_a_source_that_fails_is_told_and_the_others_go_on(run: Run, data: Corpus) -> None:
    data.sources_file.write_text(FEED + INBOX, encoding="utf-8")
    drop(data, "a/một.txt")
    result = run("land")
    assert result.exit_code == 0
    assert "1 files landed" in result.stdout
    assert "báo" in result.stdout
    assert result.stderr.startswith("Warning: source báo: forbidden_address")


def test_only_the_named_source_is_asked(run: Run, data: Corpus) -> None:
    data.sources_file.write_text(FEED + INBOX, encoding="utf-8")
    drop(data, "a/một.txt")
    assert json.loads(run("land", "--source", "báo", "--json").stdout)["landed"] == []
    told = json.loads(run("land", "--source", "inbox", "--json").stdout)
    assert (told["landed"], told["sources"]) == (["a/một.txt"], [])


def test_a_source_whose_turn_it_is_not_is_asked_now_if_told_so(run: Run, data: Corpus) -> None:
    data.sources_file.write_text(FEED + INBOX, encoding="utf-8")
    args = ("land", "--source", "báo", "--json")
    states = [
        json.loads(run(*one).stdout)["sources"][0]["state"]
        for one in (args, args, (*args, "--now"))
    ]
    assert states == ["failed", "not_due", "failed"]


def test_a_source_that_does_not_exist_is_an_error_and_nothing_lands(run: Run, data: Corpus) -> None:
    drop(data, "a/một.txt")
    result = run("land", "--source", "nhầm")
    assert result.exit_code == 1
    assert "no enabled source 'nhầm'. The enabled ones are: inbox." in result.stderr
    assert not data.landing.exists()


def test_a_mistake_in_sources_yaml_is_an_error_with_its_line(run: Run, data: Corpus) -> None:
    drop(data, "a/một.txt")
    data.sources_file.write_text("sources:\n- {kind: feed, name: báo}\n", encoding="utf-8")
    result = run("land")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {data.sources_file}, line 2: sources[0].url")
    assert not data.landing.exists()
