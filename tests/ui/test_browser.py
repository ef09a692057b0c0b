"""A real browser on the real UI: open it, materialise one day, wait for success.

Needs Chromium on the PATH (Debian: `apt-get install chromium`); without it these tests are skipped.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from upath import UPath

from diemtin.corpus import Corpus
from diemtin.landing.sample import land_sample
from diemtin.settings import sample_dir

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DAY = "2025-07-02"
MINUTES = 60_000

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on the PATH: apt-get install chromium"
    ),
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("ui"),  # one process starts the server and the browser
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("ui")
    corpus = Corpus(data_dir=folder, tables=UPath(folder / "tables"))
    land_sample(corpus, sample_dir())
    return corpus


@pytest.fixture(scope="module")
def address(corpus: Corpus) -> Iterator[str]:
    """A running `dagster dev`, as `make ui` starts it, on a port and a home of its own."""
    home = corpus.data_dir / "home"
    home.mkdir()
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    environment = os.environ | {"DAGSTER_HOME": str(home), "DIEMTIN_DATA": str(corpus.data_dir)}
    command = [sys.executable, "-m", "dagster"]
    subprocess.run([*command, "instance", "info"], check=True, env=environment, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # dagster dev treats SIGTERM as SIGINT, which a background job of a shell ignores.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert server.stdout
    try:
        said = []
        for line in server.stdout:
            said.append(line.decode())
            if "Serving dagster-webserver" in said[-1]:
                break
        else:
            pytest.fail(f"dagster dev ended: {''.join(said)}")
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1500, "height": 900})
    page.set_default_timeout(MINUTES)
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url))
    yield page
    page.close()
    assert not [
        url for url in foreign if not url.startswith(("http://127.0.0.1", "data:", "blob:"))
    ]


def test_the_schedule_and_the_sensors_are_visible(address: str, page: Page) -> None:
    page.goto(f"{address}/automation")
    for name in ("schedules/nightly", "sensors/inbox", "sensors/automation"):
        expect(page.locator(f"a[href$='/{name}']").first).to_be_visible(timeout=MINUTES)


def test_one_day_materialises_from_the_ui(address: str, page: Page, corpus: Corpus) -> None:
    page.goto(f"{address}/locations/diemtin/jobs/night")
    page.get_by_role("button", name="Materialize all").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Show all partitions").click()
    partition = dialog.locator("input[type=text]").first
    partition.fill(DAY)
    partition.press("Enter")
    dialog.get_by_role("button", name=re.compile("^Launch 1 run")).click()
    page.get_by_role("link", name="View", exact=True).click()
    page.wait_for_url("**/runs/*")
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=3 * MINUTES)
    for table in ("raw_documents", "articles", "rejects", "sentences", "mentions"):
        assert (corpus.tables / table / f"{DAY}.parquet").exists()


def test_an_asset_shows_its_columns_with_their_descriptions(address: str, page: Page) -> None:
    page.goto(f"{address}/assets/mentions")
    expect(page.get_by_text("PER (person), ORG (organisation)").first).to_be_visible(
        timeout=MINUTES
    )
