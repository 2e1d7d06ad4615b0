from django.urls import path

from tequio.purchasing.urls_member import member_patterns
from tequio.purchasing.views import office, planning, pledging, quoting, receiving

app_name = "purchasing"
urlpatterns = [
    *member_patterns,
    path("", office.round_list, name="rounds"),
    path("nueva/", office.round_new, name="round_new"),
    path("<int:round_id>/", office.round_hub, name="round"),
    path("<int:round_id>/cambiar/", office.round_edit, name="round_edit"),
    path("<int:round_id>/hacer/<slug:name>/", office.round_deed, name="round_deed"),
    path("<int:round_id>/historia/", office.round_history, name="history"),
    path("<int:round_id>/lista/", pledging.pledge_list, name="pledges"),
    path("<int:round_id>/cotizaciones/", quoting.quote_grid, name="quotes"),
    path("cotizacion/<int:invitation_id>/", quoting.quote_edit, name="quote"),
    path("cotizacion/<int:invitation_id>/enlace/", quoting.invitation_renew, name="invitation_renew"),
    path("<int:round_id>/planes/", planning.plan_list, name="plans"),
    path("plan/<int:plan_id>/", planning.plan_detail, name="plan"),
    path("plan/<int:plan_id>/<slug:name>/", planning.plan_deed, name="plan_deed"),
    path("<int:round_id>/proveedores/", receiving.order_list, name="orders"),
    path("<int:round_id>/proveedores/<int:supplier_id>.pdf", receiving.order_paper, name="order_paper"),
    path("<int:round_id>/pueblos/", receiving.village_list, name="villages"),
    path("<int:round_id>/pueblos/<int:section_id>/", receiving.village, name="village"),
    path("<int:round_id>/pueblos/<int:section_id>.pdf", receiving.handout_paper, name="handout_paper"),
]
