"""Examples that ship with the program: found, copied, never overwritten."""

import pytest

from bridgehead.errors import NotFoundError
from bridgehead.firm.examples import copy_example, find_examples, read_title
from bridgehead.record.store_errors import AlreadyThereError, NoFolderError
from bridgehead.sources.case import find_cases

NAME = "q-sense-candidates"


def test_examples_are_kept_apart_from_the_library():
    """None of them is a case, and each says by its title that it is invented."""
    examples = find_examples()

    assert NAME in examples
    assert set() == set(examples) & set(find_cases())
    assert all(read_title(folder).startswith("INVENTED") for folder in examples.values())


def test_a_copy_holds_every_file_under_the_examples_name(tmp_path):
    """The name is the first part of the ids, so it is kept."""
    copy = copy_example(NAME, tmp_path)

    assert tmp_path / NAME == copy
    assert {file.name: file.read_bytes() for file in find_examples()[NAME].iterdir()} == {
        file.name: file.read_bytes() for file in copy.iterdir()
    }


def test_a_copy_never_overwrites(tmp_path):
    """What is there stays as it is."""
    (tmp_path / NAME).mkdir()

    with pytest.raises(AlreadyThereError, match=NAME):
        copy_example(NAME, tmp_path)
    assert [] == list((tmp_path / NAME).iterdir())


def test_a_copy_needs_its_folder(tmp_path):
    """It is not made on the way."""
    with pytest.raises(NoFolderError):
        copy_example(NAME, tmp_path / "nowhere")


def test_an_unknown_example_is_refused_with_the_known_ones(tmp_path):
    """And nothing is written."""
    with pytest.raises(NotFoundError, match=f"No example 'q-sense'.*{NAME}"):
        copy_example("q-sense", tmp_path)
    assert [] == list(tmp_path.iterdir())
