from django.urls import path

from tequio.sales.views import desk_lists, member, money, office, outside, splitting, tickets

app_name = "sales"
urlpatterns = [
    path("mias/", member.my_jobs, name="my_jobs"),
    path("afuera/", outside.outside_new, name="outside_new"),
    path("pago/<int:payout_id>/", money.pay, name="pay"),
    path("mias/<int:ticket_id>/", member.my_job, name="my_job"),
    path("", office.desk, name="desk"),
    path("nuevo/", office.order_new, name="order_new"),
    path("compradores/", desk_lists.buyer_list, name="buyers"),
    path("cambio/", desk_lists.rate_list, name="rates"),
    path("talleres/", desk_lists.maker_list, name="makers"),
    path("<int:order_id>/", office.order_hub, name="order"),
    path("<int:order_id>/cambiar/", office.order_edit, name="order_edit"),
    path("<int:order_id>/renglon/", office.line_new, name="line_new"),
    path("renglon/<int:line_id>/", office.line_edit, name="line_edit"),
    path("renglon/<int:line_id>/quitar/", office.line_drop, name="line_drop"),
    path("<int:order_id>/hacer/<slug:name>/", office.order_deed, name="order_deed"),
    path("<int:order_id>/cotizacion.pdf", office.quotation_paper, name="quotation_paper"),
    path("<int:order_id>/enlace/", office.link_renew, name="link_renew"),
    path("<int:order_id>/historia/", office.order_history, name="history"),
    path("<int:order_id>/repartos/", splitting.split_list, name="splits"),
    path("<int:order_id>/fijar/", splitting.split_fix, name="split_fix"),
    path("reparto/<int:split_id>/", splitting.split_detail, name="split"),
    path("reparto/<int:split_id>/<slug:name>/", splitting.split_deed, name="split_deed"),
    path("<int:order_id>/trabajos/", tickets.ticket_list, name="tickets"),
    path("<int:order_id>/trabajos.pdf", tickets.ticket_papers, name="ticket_papers"),
    path("<int:order_id>/trabajos/<slug:name>/", tickets.ticket_telling, name="ticket_telling"),
    path("trabajo/<int:ticket_id>/", tickets.ticket_detail, name="ticket"),
    path("trabajo/<int:ticket_id>/revisar/", tickets.inspect, name="inspect"),
    path("<int:order_id>/cajas/", tickets.carton_list, name="cartons"),
    path("<int:order_id>/dinero/", money.order_money, name="money"),
    path("<int:order_id>/dinero/pagar/", money.makers_pay, name="makers_pay"),
]
