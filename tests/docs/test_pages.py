import re
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.training.presets import presets
from mnistgui.ui.shell.help_pages import anchor_of, followed, pages, summary_of, title_of
from mnistgui.ui.shell.panel_table import PANELS
from tests.docs.generated import PAGES as GENERATED
from tests.docs.pages import CHECKOUT, DOCS, PAGES, README

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCES = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    text = _FENCES.sub("", page.read_text(encoding="utf-8"))
    return _LINK.findall(text)


def anchors(page: Path) -> set[str]:
    text = _FENCES.sub("", page.read_text(encoding="utf-8"))
    return {anchor_of(found) for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in links(page):
        place = followed(page.relative_to(DOCS).as_posix(), link)
        if place is not None:
            target = DOCS / place.page
            assert target.is_file(), link
            assert not place.section or place.section in anchors(target), link


def test_every_link_of_the_readme_leads_somewhere() -> None:
    if not README.exists():
        pytest.skip("the README stands in the checkout")
    for link in links(README):
        if ":" not in link:
            target, _, section = link.partition("#")
            assert (CHECKOUT / target).exists(), link
            assert not section or section in anchors(CHECKOUT / target), link


def test_the_contents_name_every_page_and_every_panel_has_one() -> None:
    assert {DOCS / page for page in pages()} == set(PAGES)
    assert {f"panels/{spec.name}.md" for spec in PANELS} <= set(pages())
    for spec in PANELS:
        page = f"panels/{spec.name}.md"
        assert title_of(page) == spec.title
        assert len(summary_of(page)) > 40


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == GENERATED[name](), "run: python -m tests.docs.generated"


def test_a_lesson_says_what_to_do_and_to_see_asks_and_answers() -> None:
    lessons = sorted((DOCS / "lessons").glob("[0-9]*.md"))
    assert len(lessons) == 6
    for lesson in lessons:
        assert anchors(lesson) >= {"do", "see", "question", "answer"}, lesson
        text = lesson.read_text(encoding="utf-8")
        named = re.findall(r"the presets? `([^`]+)`", text)
        assert set(named) <= set(presets()), lesson


def test_pictures_are_shown_by_some_page_and_small() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in links(page)
        if "pictures/" in link
    }
    if README.exists():
        shown |= {(CHECKOUT / link).resolve() for link in links(README)}
    for picture in (DOCS / "pictures").iterdir():
        assert picture.resolve() in shown, f"no page shows {picture.name}"
        assert picture.stat().st_size < 3_000_000


def test_the_site_lists_every_page() -> None:
    configuration = CHECKOUT / ".ci" / "mkdocs.yml"
    if not configuration.exists():
        pytest.skip("the configuration of the site stands in the checkout")
    listed = re.findall(
        r"[\w/-]+\.md\b", configuration.read_text(encoding="utf-8").partition("\nnav:")[2]
    )
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES)


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="needs the extra 'docs'")
    configuration = CHECKOUT / ".ci" / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(configuration)]
    built = subprocess.run(
        [*command, "-d", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    assert len(list(tmp_path.rglob("*.html"))) > len(PAGES)
