from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ExpoConfig(AppConfig):
    name = "expo"
    verbose_name = _("The fair")

    def ready(self) -> None:
        autodiscover_modules("letters")  # what mails say stands in each app beside its reasons
        autodiscover_modules("retention")  # and so do the rules of what is held, and how long
