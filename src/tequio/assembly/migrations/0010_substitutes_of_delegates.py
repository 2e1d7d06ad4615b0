"""Substitutes of delegates: they take the place of who did not come, with the same credential, never both."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

GUARD = """
ALTER TABLE assembly_credential ADD CONSTRAINT assembly_credential_instead_of_id_in_union
  FOREIGN KEY (union_id, instead_of_id) REFERENCES members_member (union_id, id) DEFERRABLE INITIALLY DEFERRED;

-- Who comes as elected by a section won that vote, or stands in for somebody who did; and the section sends to this
-- very assembly.
CREATE OR REPLACE FUNCTION delegate_was_elected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM assembly_vote v
    JOIN assembly_agendaitem i ON i.union_id = v.union_id AND i.id = v.item_id
    JOIN assembly_assembly a ON a.union_id = v.union_id AND a.id = i.assembly_id
    JOIN assembly_outcome o ON o.union_id = v.union_id AND o.vote_id = v.id
    JOIN assembly_option c ON c.union_id = v.union_id AND c.vote_id = v.id AND o.winners @> to_jsonb(c.place)
    WHERE v.union_id = NEW.union_id AND v.id = NEW.elected_in_id AND v.elects_delegates
      AND a.sends_to_id = NEW.assembly_id AND a.section_id = NEW.section_id
      AND c.member_id = coalesce(NEW.instead_of_id, NEW.member_id)
  ) THEN
    RAISE EXCEPTION 'Member % was not elected in vote %.', NEW.member_id, NEW.elected_in_id USING ERRCODE = 'TQ036';
  END IF;
  RETURN NEW;
END $$;

-- A credential changes hands once: to a substitute of its section, before whoever had it came or voted. Its votes stay.
CREATE FUNCTION credential_changes_hands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.instead_of_id IS NOT NULL OR NEW.instead_of_id IS DISTINCT FROM OLD.member_id OR OLD.is_present
    OR NEW.weight <> OLD.weight OR NEW.section_id <> OLD.section_id OR NEW.code = OLD.code
    OR NEW.elected_in_id IS DISTINCT FROM OLD.elected_in_id
    OR EXISTS (SELECT 1 FROM assembly_mark m WHERE m.union_id = OLD.union_id AND m.credential_id = OLD.id)
    OR NOT EXISTS (
      SELECT 1 FROM assembly_substitute s WHERE s.union_id = NEW.union_id AND s.assembly_id = NEW.assembly_id
        AND s.section_id = NEW.section_id AND s.member_id = NEW.member_id
    ) OR EXISTS (
      SELECT 1 FROM members_member m WHERE m.union_id = NEW.union_id AND m.id = NEW.member_id
        AND is_catalyst(m.union_id, m.user_id, union_day(), union_day())
    )
  THEN
    RAISE EXCEPTION 'Credential % does not pass to member %.', OLD.id, NEW.member_id USING ERRCODE = 'TQ043';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credential_changes_hands BEFORE UPDATE ON assembly_credential
FOR EACH ROW WHEN (OLD.member_id <> NEW.member_id OR OLD.instead_of_id IS DISTINCT FROM NEW.instead_of_id)
EXECUTE FUNCTION credential_changes_hands();

-- Whoever stands in by a vote came next in its count, and is no delegate of it.
CREATE FUNCTION substitute_came_next() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM assembly_outcome o
    JOIN assembly_option c ON c.union_id = o.union_id AND c.vote_id = o.vote_id
      AND o.substitutes @> to_jsonb(c.place) AND NOT o.winners @> to_jsonb(c.place)
    WHERE o.union_id = NEW.union_id AND o.vote_id = NEW.elected_in_id AND c.member_id = NEW.member_id
  ) THEN
    RAISE EXCEPTION 'Member % did not come next in vote %.', NEW.member_id, NEW.elected_in_id USING ERRCODE = 'TQ036';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER substitute_came_next BEFORE INSERT OR UPDATE ON assembly_substitute
FOR EACH ROW WHEN (NEW.elected_in_id IS NOT NULL) EXECUTE FUNCTION substitute_came_next();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0009_minority_names_the_council"),
        ("members", "0004_catalyst_is_no_member"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="credential",
            name="instead_of",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.member",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="substitutes",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="Substitute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes",
                        to="assembly.assembly",
                    ),
                ),
                (
                    "elected_in",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assembly.vote",
                    ),
                ),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "assembly", "member"), name="substitute_once"),
                    models.UniqueConstraint(
                        fields=("union", "assembly", "section", "place"), name="substitute_in_order"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("substitute"),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
