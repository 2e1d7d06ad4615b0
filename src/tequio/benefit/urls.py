from django.urls import path

from tequio.benefit.views import committee, member, outside

app_name = "benefit"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("socios/<int:member_id>/", member.of_member, name="member"),
    path("prueba/<int:observation_id>/", member.evidence, name="evidence"),
    path("creditos/", outside.outside, name="outside"),
    path("creditos/anotar/", outside.outside_new, name="outside_new"),
    path("creditos/probar/", outside.prove_loans, name="prove_loans"),
    path("creditos/<int:outsideloan_id>/retirar/", outside.outside_withdraw, name="outside_withdraw"),
    path("comite/", committee.overview, name="committee"),
    path("comite/rojos/", committee.red_list, name="red"),
    path("comite/hoja.xlsx", committee.export, name="export"),
    path("comite/revisar-pruebas/", committee.review, name="review"),
]
