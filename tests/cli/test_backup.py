"""A backup brings everything back, and restoring one is all or nothing."""

import pytest

UNION = "INSERT INTO unions_union (slug, name, trade, founded_on, is_demo) VALUES (%s, 'A', 'x', '2020-01-01', false)"


def slugs(installation):
    with installation.owner() as owner:
        return sorted(slug for (slug,) in owner.execute("SELECT slug FROM unions_union"))


def add(installation, slug):
    with installation.owner() as owner:
        owner.execute(UNION, [slug])
        owner.execute(
            "INSERT INTO core_event (union_id, kind, actor, subject, data)"
            " SELECT id, 'test.done', 'Ana', 'x', '{}' FROM unions_union WHERE slug = %s",
            [slug],
        )


@pytest.fixture(scope="module")
def backed_up(shared):
    add(shared, "before")
    done = shared.run("backup")
    assert done.returncode == 0, done.stderr
    add(shared, "after")
    return shared


def test_restoring_asks_first(backed_up):
    done = backed_up.run("restore")

    assert done.returncode == 1
    assert "run it again with --yes" in done.stderr
    assert slugs(backed_up) == ["after", "before"]


def test_a_damaged_backup_changes_nothing(backed_up):
    good = next((backed_up.home / "backups").glob("*.dump"))
    bad = backed_up.home / "bad.dump"
    bad.write_bytes(good.read_bytes()[: good.stat().st_size // 2])

    done = backed_up.run("restore", str(bad), "--yes")

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert slugs(backed_up) == ["after", "before"]


def test_restoring_brings_back_what_was_and_keeps_a_safety_copy(backed_up):
    done = backed_up.run("restore", "--yes")

    assert done.returncode == 0, done.stderr
    assert slugs(backed_up) == ["before"]
    assert backed_up.run("doctor").returncode == 0
    (copy,) = (backed_up.home / "backups").glob("*-before-restore.dump")

    assert backed_up.run("restore", str(copy), "--yes").returncode == 0
    assert slugs(backed_up) == ["after", "before"]


def test_only_the_newest_are_kept(backed_up):
    folder = backed_up.home / "backups"
    for day in range(10, 30):
        (folder / f"tequio-2020-01-{day}-120000.dump").touch()

    assert backed_up.run("backup", "--keep", "3").returncode == 0

    kept = sorted(path.name for path in folder.glob("tequio-*[0-9].dump"))
    assert len(kept) == 3
    assert kept[0].startswith("tequio-2020-01-29")
    assert list(folder.glob("*before-restore.dump"))


def test_a_backup_is_read_by_nobody_else(backed_up):
    assert all(path.stat().st_mode & 0o077 == 0 for path in (backed_up.home / "backups").glob("tequio-2026*.dump"))


def test_a_missing_file_is_named(backed_up):
    done = backed_up.run("restore", "/nowhere.dump", "--yes")

    assert (done.returncode, "There is no file /nowhere.dump" in done.stderr) == (1, True)
