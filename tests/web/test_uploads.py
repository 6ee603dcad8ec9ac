"""Uploads: private, safely named, and gone when the run ends."""

import gc
import io
import stat

import pytest

from bridgehead.web.importing.uploads import NothingUploadedError, UploadGoneError, Uploads, read_parts

TABLE = b"name,market\nAnna,DE\n"


def add(uploads, *names):
    return uploads.add([(name, io.BytesIO(TABLE)) for name in names])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.csv", ("a.csv",)),
        ("in/box/1.eml", ("in", "box", "1.eml")),
        ("/etc/passwd", ("etc", "passwd")),
        ("../../a.csv", ("a.csv",)),
        ("C:\\Users\\a.csv", ("C_", "Users", "a.csv")),
        ("a\x00b.csv", ("a_b.csv",)),
        (".hidden", ()),
        ("folder/.git/config", ()),
        ("..", ()),
        ("", ()),
        ("x" * 300 + ".csv", ("x" * 116 + ".csv",)),
    ],
)
def test_no_name_leads_out_of_the_folder(name, parts):
    """What a browser sends as a name is taken apart before anything is written."""
    assert parts == read_parts(name)


def test_files_of_one_name_do_not_replace_each_other():
    """The second gets a number."""
    batch = add(Uploads(), "a.csv", "a.csv", "a.tar.gz", "a.tar.gz")

    assert ["a.csv", "a (2).csv", "a.tar.gz", "a (2).tar.gz"] == [one.name for one in batch.uploads]


def test_only_the_owner_may_look_into_the_folder():
    """Nobody else on the machine reads what was handed over."""
    uploads = Uploads()
    batch = add(uploads, "a.csv")

    assert 0 == stat.S_IMODE(batch.folder.parent.stat().st_mode) & 0o077


def test_everything_is_gone_with_the_run():
    """When nothing holds the uploads any more, nothing of them is left."""
    uploads = Uploads()
    folder = add(uploads, "a.csv").folder.parent
    assert folder.is_dir()

    del uploads
    gc.collect()

    assert not folder.exists()


def test_only_the_newest_batches_are_held():
    """Who hands over again and again does not fill the disk."""
    uploads = Uploads()
    first = add(uploads, "a.csv")
    for _ in range(12):
        add(uploads, "a.csv")

    assert not first.folder.exists()
    with pytest.raises(UploadGoneError):
        uploads.get(first.id)


def test_nothing_is_no_batch():
    """Hidden files alone are nothing."""
    with pytest.raises(NothingUploadedError):
        add(Uploads(), ".DS_Store")


def test_sentences_about_a_file_do_not_tell_where_it_lay():
    """Paths of the private folder mean nothing to people."""
    [upload] = add(Uploads(), "a.csv").uploads

    assert "a.csv: it is odd (a.csv)" == upload.clean(f"{upload.path}: it is odd ({upload.path})")


def test_a_folder_that_was_read_is_removed_whole():
    """What stands in the record need not lie about."""
    [upload] = add(Uploads(), "in/a.csv", "in/b.csv").uploads

    upload.discard()

    assert not upload.path.exists()
