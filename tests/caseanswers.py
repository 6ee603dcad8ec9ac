"""What cases expect of answers: the same rows are looked for in Python's answers, the API's and on pages."""


def find_missing(parts, asked, case):
    """The rows a case expects that an answer does not hold; a row need not name every column.

    Args:
        parts: name of a part -> its rows as plain objects. asked: the question as case.yaml has it. case: its name.
    """
    missing = []
    for part, expected in (asked.get("expected") or {}).items():
        found = [{column: say(value, case) for column, value in row.items()} for row in parts[part]]
        missing += [
            (part, row)
            for row in expected
            if not any(all(held.get(column) == value for column, value in row.items()) for held in found)
        ]
    return missing


def say(value, case):
    """A value of an answer as case.yaml writes it: ids without the case's name, codes, words and plain numbers."""
    if isinstance(value, list):
        return [say(item, case) for item in value]
    if isinstance(value, dict):
        found = value.get("code") or value.get("id") or value.get("label")
        return str(found).removeprefix(f"{case}:")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else "" if value is None else str(value)
