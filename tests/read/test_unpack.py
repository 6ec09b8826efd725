"""Whatever is unpacked, what comes out is counted."""

from __future__ import annotations

import gzip
import math
import random
import zipfile
import zlib

import pytest
from archives import zipped
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.read import archive, unpack
from aligner.read.unpack import Meter, gunzipped, inflated, open_gzip
from aligner.words.lexicon import MAGIC, Lexicon


@given(st.lists(st.binary(max_size=300), max_size=4))
def test_what_was_packed_comes_out_however_many_pieces_it_was_packed_in(parts):
    assert gunzipped(b"".join(map(gzip.compress, parts))) == b"".join(parts)
    whole = zlib.compress(b"".join(parts))
    assert inflated(whole, Meter(len(whole))) == b"".join(parts)


def test_a_file_that_is_not_packed_is_left_as_it_is():
    assert gunzipped(b"Good morning.") == b"Good morning."


@pytest.mark.parametrize("cut", [1, 5])
def test_half_a_file_is_damaged(cut):
    with pytest.raises((EOFError, zlib.error)):
        gunzipped(gzip.compress(b"Good morning.")[: -8 - cut])
    with pytest.raises(zlib.error):
        inflated(zlib.compress(b"Good morning.")[:-cut], Meter(1))


def test_what_is_given_back_counts_no_more():
    meter = Meter(1, most=10)
    for _ in range(5):
        meter.take(10)
        meter.take(-10)
    meter.take(10)
    with pytest.raises(InputError, match="unpacks to more than"):
        meter.take(1)


def test_a_stream_that_grows_far_more_than_text_does_is_refused_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "SMALL", 100_000)
    path = tmp_path / "a.tmx.gz"
    path.write_bytes(gzip.compress(bytes(2_000_000)))
    read = 0
    with pytest.raises(InputError, match=r"a\.tmx\.gz: unpacks to more than") as caught, open_gzip(path) as file:
        while chunk := file.read(100_000):
            read += len(chunk)
    assert caught.value.remedy
    assert read < 2_000_000


def test_a_stream_that_is_never_held_whole_may_be_of_any_size(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "SMALL", 100)
    path = tmp_path / "a.tsv.gz"
    content = random.Random(1).randbytes(50_000)
    path.write_bytes(gzip.compress(content))
    with open_gzip(path, most=math.inf) as file:
        assert file.read() == content
    with pytest.raises(InputError, match="unpacks to more than"), open_gzip(path, most=10_000) as file:
        file.read()


def test_an_archive_of_very_many_members_is_refused_before_they_are_looked_at(monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    data = zipped({f"{i}.xml": b"" for i in range(11)})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(InputError, match="holds more than 10 parts"):
        archive.open_archive(data, ".xlsx")


def test_a_lexicon_that_grows_far_more_than_words_do_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "SMALL", 1_000)
    path = tmp_path / "a.lexicon"
    path.write_bytes(MAGIC + zlib.compress(bytes(10_000_000), 9))
    with pytest.raises(InputError, match=r"a\.lexicon: unpacks to more than"):
        Lexicon.load(path)
