"""Sections meet and elect the delegates that they send; a delegate's credential names the vote that elected him."""

import django.db.models.deletion
from django.db import migrations, models

import tequio.core.models

REFER = """
ALTER TABLE assembly_assembly
  ADD CONSTRAINT assembly_assembly_section_id_in_union FOREIGN KEY (union_id, section_id)
    REFERENCES members_section (union_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT assembly_assembly_sends_to_id_in_union FOREIGN KEY (union_id, sends_to_id)
    REFERENCES assembly_assembly (union_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE assembly_credential
  ADD CONSTRAINT assembly_credential_elected_in_id_in_union FOREIGN KEY (union_id, elected_in_id)
    REFERENCES assembly_vote (union_id, id) DEFERRABLE INITIALLY DEFERRED;

-- Who comes as elected by a section won that vote, and the section sends to this very assembly.
CREATE FUNCTION delegate_was_elected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM assembly_vote v
    JOIN assembly_agendaitem i ON i.union_id = v.union_id AND i.id = v.item_id
    JOIN assembly_assembly a ON a.union_id = v.union_id AND a.id = i.assembly_id
    JOIN assembly_outcome o ON o.union_id = v.union_id AND o.vote_id = v.id
    JOIN assembly_option c ON c.union_id = v.union_id AND c.vote_id = v.id AND o.winners @> to_jsonb(c.place)
    WHERE v.union_id = NEW.union_id AND v.id = NEW.elected_in_id AND v.elects_delegates
      AND a.sends_to_id = NEW.assembly_id AND a.section_id = NEW.section_id AND c.member_id = NEW.member_id
  ) THEN
    RAISE EXCEPTION 'Member % was not elected in vote %.', NEW.member_id, NEW.elected_in_id USING ERRCODE = 'TQ036';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegate_was_elected BEFORE INSERT OR UPDATE ON assembly_credential
FOR EACH ROW WHEN (NEW.elected_in_id IS NOT NULL) EXECUTE FUNCTION delegate_was_elected();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0002_guard"),
        ("members", "0003_roster"),
        ("unions", "0003_catalyst"),
    ]

    operations = [
        migrations.AddField(
            model_name="assembly",
            name="section",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
            ),
        ),
        migrations.AddField(
            model_name="assembly",
            name="sends_to",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="of_sections",
                to="assembly.assembly",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="elected_in",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assembly.vote",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="elects_delegates",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="assembly",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("section", None), ("sends_to", None)),
                    models.Q(("by_delegates", False), ("section__isnull", False), ("sends_to__isnull", False)),
                    _connector="OR",
                ),
                name="assembly_of_section_sends_delegates",
            ),
        ),
        migrations.AddConstraint(
            model_name="assembly",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("union", "sends_to", "section"),
                name="assembly_of_section_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("elects_delegates", False),
                    ("method__in", ("plurality", "approval", "scottish", "meek")),
                    _connector="OR",
                ),
                name="vote_of_delegates_is_an_election",
            ),
        ),
        migrations.RunSQL(REFER, migrations.RunSQL.noop),
    ]
