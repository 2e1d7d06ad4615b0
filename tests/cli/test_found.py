"""`tequio found`: twelve weeks in a breath, and a real forum that opens or says what it lacks."""

import json

import pytest


@pytest.mark.slow
def test_the_twelve_weeks_play_once_and_open_no_door_for_a_real_forum(migrated):
    played = migrated.run("found", "--on", "2026-11-26", "--json")
    told = json.loads(played.stdout)

    assert played.returncode == 0
    assert [each["stage"] for each in told][-3:] == ["founded", "founded", "governed"]
    assert told[-1] == {
        "day": "2026-11-08", "stage": "governed", "figures": {"rights": 0},
        "said": "Todo quedó en manos de quienes se eligieron. Al asesor le quedan 0 permisos.",
    }  # fmt: skip
    assert "nothing was changed" in migrated.run("found").stdout


@pytest.mark.slow
def test_a_real_forum_says_what_it_lacks_and_opens_once(migrated):
    lacking = migrated.run("found", "totolapan", "--name", "Foro de Totolapan")
    taken = migrated.run("found", "salud", "--name", "Foro", "--keeper", "Ana", "--email", "ana@demo.example")
    trade = migrated.run("found", "x", "--name", "F", "--trade", "mining", "--keeper", "A", "--email", "a@b.mx")
    asked = ("found", "totolapan", "--name", "Foro de Totolapan", "--keeper", "Ana Luna", "--email", "ana@demo.example")
    opened, again = migrated.run(*asked), migrated.run(*asked)

    assert (lacking.returncode, taken.returncode, trade.returncode) == (1, 1, 1)
    assert "--keeper, --email or --phone" in lacking.stderr
    assert "«salud»" in taken.stderr and "mining" in trade.stderr
    assert "/totolapan/fundacion/; Ana Luna keeps it" in opened.stdout
    assert (opened.returncode, again.returncode) == (0, 0)
    assert "A real union lives in this database" in migrated.run("found").stderr
