"""People and their groups: Django's own pages, with rights named in the reader's language."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.signing_in import SigningIn

# Rights over what only the program writes are no use to anybody.
APPS = ("events", "gazetteer", "auth")
VERBS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}
OTHERS = {"review_events": _("see undecided events and decide them")}


def right_in_words(permission: Permission) -> str:
    """Return "change of control · view"; the name as stored for a right that is not known here."""
    verb, _underscore, model = permission.codename.partition("_")
    if verb in VERBS and model == permission.content_type.model:
        return f"{permission.content_type.name} · {VERBS[verb]}"
    return str(OTHERS.get(permission.codename, permission.name))


class NamedRights:
    """Rights to choose from, in words."""

    def formfield_for_manytomany(self, db_field, request: HttpRequest | None = None, **kwargs):
        """Offer the rights of the project's own tables and of people."""
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            field.queryset = field.queryset.filter(content_type__app_label__in=APPS)
            field.label_from_instance = right_in_words
        return field


class PersonAdmin(NamedRights, UserAdmin):
    """Who may sign in."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """The log names people: who leaves is made inactive, never deleted."""
        return False


class PeopleAdmin(NamedRights, GroupAdmin):
    """What a group of people may do."""

    def get_deleted_objects(self, objs, request: HttpRequest):
        """Name the groups themselves; that their rights and memberships go with them needs no list."""
        return [str(group) for group in objs], {self.opts.verbose_name_plural: len(objs)}, set(), []


admin.site.login_form = SigningIn
admin.site.site_title = _("ConflictMap")
admin.site.site_header = _("ConflictMap: curation")
admin.site.index_title = _("Worklists and records")
admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.register(User, PersonAdmin)
admin.site.register(Group, PeopleAdmin)
