"""A command line in an empty folder, and a small record to work on."""

from dataclasses import dataclass

import pytest

from bridgehead.cli.app import run

PARTICIPATIONS = "event,actor,market\nfair,Acme Polymers,SE\nfair,Rossi,IT\nfair,Novak,CZ\n"
PARTS = "event,field\nfair,polymers\n"
CONTACTS = "name,market,role,strength\nMaria Rossi,IT,customer,strong\nJan Novak,CZ,supplier,\n"


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Runs a command in a folder of its own; nothing printed is cut for width."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run_command(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run_command


@pytest.fixture
def sample(cli, tmp_path):
    """The same command line in a folder with firm.bridgehead, which knows Anna Berg, contacts and participations."""
    assert cli("init", "firm.bridgehead", "--firm", "Acme Polymers", "--market", "Sweden", "--by", "Ada").code == 0
    assert cli("add", "Anna Berg, distributor, DE, strong, since 2021", "--on", "2024-05-01").code == 0
    (tmp_path / "participations.csv").write_text(PARTICIPATIONS, encoding="utf-8")
    (tmp_path / "programme_parts.csv").write_text(PARTS, encoding="utf-8")
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    return cli
