"""Pages that exist on one's own machine only."""

from django.urls import path

from config.local import mailbox

urlpatterns = [
    path("", mailbox.mail_list, name="mailbox"),
    path("<str:name>/", mailbox.mail_detail, name="mailbox_mail"),
]
