from django.urls import path

from tequio.benefit.views import committee, member

app_name = "benefit"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("socios/<int:member_id>/", member.of_member, name="member"),
    path("prueba/<int:observation_id>/", member.evidence, name="evidence"),
    path("comite/", committee.overview, name="committee"),
    path("comite/rojos/", committee.red_list, name="red"),
    path("comite/hoja.xlsx", committee.export, name="export"),
    path("comite/revisar-pruebas/", committee.review, name="review"),
    path("comite/revisar-ventas/", committee.review_sales, name="review_sales"),
]
