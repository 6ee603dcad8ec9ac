"""Templates: the pages' own, and those that draw answers in the report; nothing is computed in them."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from bridgehead.web.speech import get_say
from bridgehead.web.words import get_translations

#: where Python keeps what it compiled of this package
_COMPILED = Path(cache_from_source(__file__)).parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as compiled the first time, kept beside Python's own; where nothing may be written, not at all."""

    def __init__(self, folder: Path, language: str) -> None:
        """Args: folder: where they are kept. language: that they were compiled for, as words may be in them."""
        super().__init__(str(folder), f"template-{language}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of a template as it stands now."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def get_environment(language: str) -> Environment:
    """The templates in a language."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("bridgehead.web"), PackageLoader("bridgehead.present")]),
        autoescape=True,
        bytecode_cache=CompiledTemplates(_COMPILED, language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    say = get_say(language)
    environment.filters["said"] = lambda word: say(str(word).replace("_", " "))
    environment.install_gettext_translations(get_translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
