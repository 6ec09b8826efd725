"""Web pages whose article trafilatura chooses, for those who ask for it."""

import pytest
from commandline import run, run_text

from aligner.errors import InputError
from aligner.read import read

LINE = "The rain fell all night in Madrid, and we stayed at home with the dogs and {}."
PAGE = """<html><head><title>Rain</title></head><body><nav><a href="/news">News of the day</a></nav>
<article><h1>Rain</h1>{}</article><footer>All rights reserved by the paper.</footer></body></html>"""


def page(line: str) -> str:
    return PAGE.format("".join(f"<p>{line.format(number)}</p>" for number in range(1, 9)))


def test_its_choice_of_paragraphs_is_read_where_it_is_named(tmp_path):
    path = tmp_path / "rain.html"
    path.write_text(page(LINE), "utf-8")
    texts = [block.text for block in read(path, format="html+trafilatura")]
    assert [text for text in texts if text != "Rain"] == [LINE.format(number) for number in range(1, 9)]


def test_a_page_in_which_it_finds_nothing_is_refused(tmp_path):
    path = tmp_path / "scripts.html"
    path.write_text("<html><head><title>Rain</title></head><body><script>rain()</script></body></html>", "utf-8")
    with pytest.raises(InputError, match="trafilatura finds no article in it"):
        read(path, format="html+trafilatura")


def test_the_command_line_takes_it_for_files_and_other_formats_for_stdin_only(tmp_path):
    (tmp_path / "a.en.html").write_text(page(LINE), "utf-8")
    (tmp_path / "a.es.html").write_text(page("Llovió toda la noche en Madrid, y nos quedamos en casa {}."), "utf-8")
    files = ("align", "a.en.html", "a.es.html", "-o", "-", "--from")
    done = run_text(*files, "html+trafilatura", cwd=tmp_path)
    assert done.returncode == 0
    assert LINE.format(8) in done.stdout
    assert run(*files, "html", cwd=tmp_path).returncode == 2
