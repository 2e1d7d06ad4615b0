from django.urls import path

from tequio.production.views import batches, calendar, costs, importing, loads, member, office, typed

app_name = "production"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("semana/", member.my_week, name="my_week"),
    path("con-que/", member.my_means, name="means"),
    path("horno/nuevo/", member.kiln_new, name="kiln_new"),
    path("horno/<int:kiln_id>/", member.kiln, name="kiln"),
    path("descanso/", member.pause_new, name="pause_new"),
    path("descanso/<int:pause_id>/quitar/", member.pause_withdraw, name="pause_withdraw"),
    path("tanda/nueva/", batches.batch_new, name="batch_new"),
    path("tanda/<int:batch_id>/", batches.batch, name="batch"),
    path("hornada/nueva/", loads.load_new, name="load_new"),
    path("hornada/<int:load_id>/", loads.load, name="load"),
    path("costo/", costs.card, name="card"),
    path("perdidas/", costs.losses, name="losses"),
    path("calendario/", calendar.my_calendar, name="calendar"),
    path("calendario/enlace/", calendar.my_link, name="my_link"),
    path("compromiso/nuevo/", calendar.commitment_new, name="commitment_new"),
    path("compromiso/<int:commitment_id>/", calendar.commitment_end, name="commitment_end"),
    path("recetas/", office.recipes, name="recipes"),
    path("union/", office.home, name="home"),
    path("union/capacidad/", office.capacity, name="capacity"),
    path("union/capacidad/enlace/", calendar.union_link, name="union_link"),
    path("union/pueblo/<int:section_id>/", office.village, name="village"),
    path("union/pueblo/<int:section_id>/teclear/", typed.village_typed, name="village_typed"),
    path("union/socia/<int:member_id>/", office.week_for, name="week_for"),
    path("union/hoja/", importing.sheet_upload, name="sheet_upload"),
    path("union/hoja/guardar/", importing.sheet_confirm, name="sheet_confirm"),
    path("union/tandas/", importing.batches_upload, name="batches_upload"),
    path("union/hornadas/", importing.loads_upload, name="loads_upload"),
    path("union/hornadas/guardar/", importing.loads_confirm, name="loads_confirm"),
    path("union/tandas/guardar/", importing.batches_confirm, name="batches_confirm"),
]
