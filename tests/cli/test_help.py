"""Every command explains itself, fails with a number and says what to do next."""

import re

import pytest

from tequio import __version__
from tequio.cli import main as program
from tequio.cli.main import make_parser
from tests.cli.installation import Installation

COMMANDS = re.findall(r"^    ([a-z][a-z-]+)", make_parser().format_help().partition("COMMAND\n")[2], re.MULTILINE)


def test_there_are_the_commands_that_the_documents_name():
    assert {"serve", "migrate", "demo", "jobs", "doctor", "verify-events", "backup", "restore"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help(command, capsys):
    with pytest.raises(SystemExit) as done:
        program([command, "--help"])

    assert done.value.code == 0
    assert len(capsys.readouterr().out.split()) > 15


def test_a_help_makes_no_folder(tmp_path):
    made = Installation(environment={"TEQUIO_HOME": str(tmp_path / "none")})
    try:
        for arguments in (["--help"], ["serve", "--help"], ["--version"]):
            assert made.run(*arguments).returncode == 0
        assert not (tmp_path / "none").exists()
    finally:
        made.home.rmdir()


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit):
        program(["--version"])

    assert capsys.readouterr().out == f"tequio {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--port", "many"]])
def test_what_is_not_understood_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as done:
        program(arguments)

    assert done.value.code == 2
    assert "usage: tequio" in capsys.readouterr().err
