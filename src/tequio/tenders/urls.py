from django.urls import path

from tequio.tenders.views import dossiers, mine, tendering

app_name = "tenders"
urlpatterns = [
    path("", tendering.tender_list, name="tenders"),
    path("nuevo/", tendering.tender_new, name="tender_new"),
    path("bancos/", tendering.bank_history, name="bank_history"),
    path("<int:tender_id>/", tendering.tender_hub, name="tender"),
    path("<int:tender_id>/cambiar/", tendering.tender_edit, name="tender_edit"),
    path("<int:tender_id>/escoger/", tendering.tender_choose, name="tender_choose"),
    path("<int:tender_id>/hacer/<slug:name>/", tendering.tender_deed, name="tender_deed"),
    path("banco/<int:bankinvitation_id>/propuesta/", tendering.bid_type, name="bid_type"),
    path("banco/<int:bankinvitation_id>/enlace/", tendering.link_renew, name="link_renew"),
    path("expediente/<int:application_id>/", dossiers.dossier, name="dossier"),
    path("expediente/<int:application_id>/permisos/", dossiers.consents, name="consents"),
    path("expediente/<int:application_id>/carta.pdf", dossiers.letter, name="letter"),
    path("permiso/<int:consent_id>/retirar/", dossiers.consent_withdraw, name="consent_withdraw"),
    path("mio/<int:application_id>/", mine.my_dossier, name="my_dossier"),
    path("mio/<int:application_id>/permisos/", mine.my_consents, name="my_consents"),
    path("mio/<int:application_id>/permisos/retirar/", mine.my_consent_withdraw, name="my_consent_withdraw"),
    path("mio/<int:application_id>/carta.pdf", mine.my_letter, name="my_letter"),
]
