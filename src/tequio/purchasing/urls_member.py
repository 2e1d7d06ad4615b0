"""The member's addresses of a round; purchasing.urls takes them in."""

from django.urls import path

from tequio.purchasing.views import importing, member

member_patterns = [
    path("mias/", member.my_rounds, name="my_rounds"),
    path("mias/<int:round_id>/", member.my_round, name="my_round"),
    path("mias/<int:round_id>/<int:item_id>/", member.my_material, name="my_material"),
    path("<int:round_id>/lista/subir/", importing.pledge_upload, name="pledge_upload"),
    path("<int:round_id>/lista/revisar/", importing.pledge_confirm, name="pledge_confirm"),
]
