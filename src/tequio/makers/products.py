"""What the sales desk sells and what workshops make is one product under one code: that of the trade pack.

`products.csv` of the pack names it; the union's item is opened with that code and never changes it, and the recipe in
`production.toml` names the same product. So there is no second list to keep. An item that the union added by hand under
a code of its own has no recipe: of it only cards speak.
"""

from __future__ import annotations

from collections.abc import Collection

from tequio.core import scope
from tequio.production.making import making_here
from tequio.stock.models import Item


def products_of(item_ids: Collection[int]) -> dict[int, str]:
    """By item, the product whose recipe makes it; items without a recipe are left out."""
    made = making_here(scope.required())
    rows = Item.objects.filter(pk__in=list(item_ids)).order_by("pk").values_list("pk", "code")
    return {pk: code for pk, code in rows if made.recipe(code) is not None}
