"""What the user is told of files whose encoding nothing names."""

from tests.commandline import run_text

ENGLISH = "The café was closed. We walked home along the river. It was late, and everybody was tired.\n"
SPANISH = "El café estaba cerrado. Volvimos a casa por la orilla del río. Era tarde y todos estábamos cansados.\n"


def test_a_sure_guess_is_a_note_for_all_but_the_quiet(tmp_path):
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "a.es.txt").write_text(SPANISH, encoding="cp1252")
    pair = ("align", "a.en.txt", "a.es.txt", "-o", "a.tsv")
    lines = run_text(*pair, cwd=tmp_path).stderr.splitlines()
    [told] = [line for line in lines if "read as" in line]
    assert told.startswith("a.es.txt: read as Windows-1252 (sure: ")
    assert "río" in (tmp_path / "a.tsv").read_text(encoding="utf-8")
    assert "read as" not in run_text(*pair, "--quiet", "--force", cwd=tmp_path).stderr


def test_an_unsure_guess_is_a_warning_also_to_the_quiet(tmp_path):
    (tmp_path / "a.en.txt").write_text("We saw Peňa there. It rained all day.\n", encoding="cp1250")
    (tmp_path / "a.es.txt").write_text("La vimos en ese lugar. Llovió todo el día.\n", encoding="utf-8")
    said = run_text("align", "a.en.txt", "a.es.txt", "-o", "a.tsv", "--quiet", cwd=tmp_path).stderr
    assert "a.en.txt: read as " in said
    assert said.startswith("aligner: ")


def test_a_sure_guess_does_not_make_a_pair_of_a_batch_doubtful(tmp_path):
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "a.es.txt").write_text(SPANISH, encoding="cp1252")
    (tmp_path / "pairs.tsv").write_text("source\ttarget\na.en.txt\ta.es.txt\n", encoding="utf-8")
    run_text("batch", "pairs.tsv", "-o", "done", "--workers", "1", cwd=tmp_path)
    assert "read as" not in (tmp_path / "done" / "documents.tsv").read_text(encoding="utf-8")


def test_nothing_is_said_where_the_user_names_the_encoding(tmp_path):
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="cp1252")
    (tmp_path / "a.es.txt").write_text(SPANISH, encoding="cp1252")
    said = run_text("align", "a.en.txt", "a.es.txt", "-o", "a.tsv", "--text-encoding", "cp1252", cwd=tmp_path).stderr
    assert "read as" not in said


def test_a_guess_about_a_list_of_words_is_said_as_all_else_is(tmp_path):
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "a.es.txt").write_text(SPANISH, encoding="utf-8")
    (tmp_path / "words.txt").write_text("señ\ncap\npág\nsegún\n", encoding="cp1252")
    command = ("align", "a.en.txt", "a.es.txt", "-o", "a.tsv", "--abbreviations", "words.txt", "--force")
    said = run_text(*command, cwd=tmp_path).stderr
    assert said.splitlines()[0].startswith("words.txt: read as Windows-1252 (sure: ")
    assert "GuessWarning" not in said
    assert run_text(*command, "--quiet", cwd=tmp_path).stderr == ""


def test_a_doubtful_guess_about_an_alignment_is_said_once_also_to_the_quiet(tmp_path):
    table = "id\tparagraph\tkind\tscore\tsource\ttarget\tflags\n1\t1\t1-1\t0.99\tPeňa.\tPeter.\t\n"
    (tmp_path / "a.tsv").write_text(table, encoding="cp1250")
    said = run_text("check", "a.tsv", "--quiet", cwd=tmp_path).stderr
    [line] = [line for line in said.splitlines() if "read as" in line]
    assert line.startswith("aligner: a.tsv: read as ")
