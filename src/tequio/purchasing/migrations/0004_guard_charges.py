from django.db import migrations

from tequio.core.operations import OwnByUnion
from tequio.core.references import ReferTogether


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0003_charges"), ("books", "0002_guard"), ("stock", "0002_guard")]

    operations = [
        OwnByUnion("charge", append_only=True, unreferenced=("round", "member", "entry")),
        ReferTogether(
            "purchasing_charge",
            to={"round_id": "purchasing_round", "member_id": "members_member"},
            to_lasting={"entry_id": "books_entry"},
        ),
        OwnByUnion("chargeline", unreferenced=("charge", "item", "section", "observation")),
        ReferTogether(
            "purchasing_chargeline",
            to={"item_id": "stock_item", "section_id": "members_section", "observation_id": "stock_priceobservation"},
            to_lasting={"charge_id": "purchasing_charge"},
            append_only=False,
        ),
    ]
