"""What a form offers to choose from."""

from typing import Any

from django.db.models import ForeignKey
from django.http import HttpRequest

from expo import standing


class FairChoices:
    """Related rows: only those the asker may see. Editions: only those where he may write."""

    admin_site: Any

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        related = self.admin_site._registry.get(db_field.related_model)
        if related is not None:
            rows = related.get_queryset(request)
            if db_field.name == "edition":
                rows = self._writable(request, rows)
            kwargs.setdefault("queryset", rows)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def _writable(self, request: HttpRequest, editions: Any) -> Any:
        asker = standing.of(request)
        if asker.is_superuser:
            return editions
        return editions.filter(pk__in=asker.editions(getattr(self, "writers", ())))
