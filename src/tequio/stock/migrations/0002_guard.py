from django.db import migrations

from tequio.core.operations import OwnByUnion
from tequio.core.references import ReferTogether

# What is on hand follows the moves; only this trigger, which runs as the owner, writes it.
KEEP = """
CREATE FUNCTION keep_on_hand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE stock_lot SET on_hand = on_hand + moved.quantity
  FROM (SELECT union_id, lot_id, sum(quantity) AS quantity FROM new_moves GROUP BY union_id, lot_id) moved
  WHERE stock_lot.id = moved.lot_id AND stock_lot.union_id = moved.union_id;
  RETURN NULL;
END $$;

CREATE TRIGGER keep_on_hand AFTER INSERT ON stock_move REFERENCING NEW TABLE AS new_moves
FOR EACH STATEMENT EXECUTE FUNCTION keep_on_hand();
"""


def lots_change_through_moves_only(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON stock_lot FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_first_tables"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("item"),
        OwnByUnion("lot"),
        OwnByUnion("move", append_only=True, unreferenced=("lot", "member")),
        # The application may not delete lots: lots_change_through_moves_only().
        ReferTogether("stock_move", to={"member_id": "members_member"}, to_lasting={"lot_id": "stock_lot"}),
        OwnByUnion("priceobservation"),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunPython(lots_change_through_moves_only, migrations.RunPython.noop),
    ]
