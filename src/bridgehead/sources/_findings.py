"""The same finding met many times becomes one, with its number and the first examples."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridgehead.record.findings import Finding, Level


@dataclass(slots=True)
class Tally:
    """Counts findings of one kind.

    Attributes:
        level, code: of the finding. message: with {count} and {examples} to be filled in. most: examples kept.
        count: how often it was met. examples: the first of them.
    """

    level: Level
    code: str
    message: str
    most: int = 3
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str) -> None:
        """Count one more.

        Args:
            example: what was found, in a few words.
        """
        self.count += 1
        if len(self.examples) < self.most and example not in self.examples:
            self.examples.append(example)

    def findings(self, file: str) -> tuple[Finding, ...]:
        """The one finding; () where nothing was counted.

        Args:
            file: the file's name.
        """
        if not self.count:
            return ()
        shown = ", ".join(self.examples) + (", ..." if self.count > len(self.examples) else "")
        message = self.message.format(count=f"{self.count:,}", examples=shown)
        return (Finding(level=self.level, code=self.code, message=message, file=file, found=shown),)
