"""Curation of articles and outlets."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import actions
from events.documents import Document
from events.forms import NewArticleForm, SourceForm, StandingForm
from events.models import Article, Source
from events.wording_columns import sides_in_words


class NewsFilter(admin.SimpleListFilter):
    """News first: references of the historical ledger are articles too, and nobody reads them here by the way."""

    title = _("historical ledger")
    parameter_name = "ledger"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """News are what is shown without a choice."""
        return [("1", _("historical ledger")), ("all", _("all"))]

    def choices(self, changelist):
        """Name the default for what it is."""
        first, *others = super().choices(changelist)
        return [first | {"display": _("news")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep news, references, or both."""
        return queryset if self.value() == "all" else queryset.filter(ledger=self.value() == "1")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """Articles: pasted in, read again, corrected or retracted. The text itself never changes."""

    list_display = ("__str__", "outlet", "published", "read", "undecided", "standing", "superseded", "fetched_at")
    list_filter = (NewsFilter, "standing", "superseded", "synthetic", "outlet")
    list_select_related = ("outlet",)
    search_fields = ("title", "url", "name", "text")
    date_hierarchy = "published"
    actions = ("read_again",)
    raw_id_fields = ("outlet",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count what was read of each, and what of it waits for a decision."""
        live = Q(claims__live=True)
        waiting = live & Q(claims__event__status="suggested", claims__rejected=False)
        found = super().get_queryset(request)
        return found.annotate(
            n_read=Count("claims", filter=live, distinct=True),
            n_undecided=Count("claims__event", filter=waiting, distinct=True),
        )

    @admin.display(description=_("claims"), ordering="n_read")
    def read(self, article: Article) -> int:
        """How many claims were read in it."""
        return article.n_read

    @admin.display(description=_("undecided"), ordering="n_undecided")
    def undecided(self, article: Article) -> int:
        """How many events that rest on it are not yet decided."""
        return article.n_undecided

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs) -> type:
        """A new text, or what became of an old one."""
        kwargs["form"] = StandingForm if obj else NewArticleForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj=None):
        """All columns of a stored article, of which only its standing can be changed."""
        if obj is None:
            return ["title", "text", "file", *NewArticleForm.Meta.fields[2:]]
        return [*self.get_readonly_fields(request, obj), "standing", "standing_note"]

    def get_readonly_fields(self, request: HttpRequest, obj=None):
        """The text and what is known of it stand as they were ingested."""
        if obj is None:
            return ()
        shown = "title text outlet url published country archived_url sha256 fetched_at version_of superseded open_text"
        return (*shown.split(), "standing_by", "standing_at")

    @admin.action(description=_("Read again with the present lexicon"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Refresh what the machine reads; decisions stay."""
        for article in queryset.filter(ledger=False):
            done = actions.reread(article=article)
            self.message_user(request, f"{article}: {_claims(done.claims)} · {_events(done.events)}")

    def save_model(self, request: HttpRequest, obj: Article, form, change: bool) -> None:
        """Ingest a new text; record what became of a stored one."""
        if change:
            if "standing" in form.changed_data:
                stored = Article.objects.get(pk=obj.pk)
                note = form.cleaned_data["standing_note"]
                actions.mark(article=stored, by=request.user, standing=obj.standing, note=note)
            return
        try:
            done = actions.ingest(document=_document(form.cleaned_data), by=request.user)
        except actions.Refused as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return
        obj.pk, obj.is_new = done.article.pk, done.created
        obj.refresh_from_db()
        if not done.created:
            self.message_user(request, _("The same text is stored already; nothing changed."), messages.WARNING)
            return
        self.message_user(request, f"{_claims(done.recorded.claims)} · {_events(done.recorded.events)}")
        if obj.published is None:
            said = _("No day of publication was given: “yesterday” and the like stay without a date.")
            self.message_user(request, said, messages.WARNING)

    def log_addition(self, request: HttpRequest, obj: Article, message):
        """Log only what was stored."""
        return super().log_addition(request, obj, message) if getattr(obj, "is_new", False) else None

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue=None):
        """Go to the text that was there before, or to the list, where nothing was stored."""
        if getattr(obj, "is_new", False):
            return super().response_add(request, obj, post_url_continue)
        if obj.pk:
            return HttpResponseRedirect(reverse("admin:events_article_change", args=[obj.pk]))
        return self.response_post_save_add(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """An article is retracted, never deleted."""
        return False


def _claims(number: int) -> str:
    return ngettext("%(n)d claim was read", "%(n)d claims were read", number) % {"n": number}


def _events(number: int) -> str:
    return ngettext("%(n)d new event", "%(n)d new events", number) % {"n": number}


def _document(data: dict) -> Document:
    """Return what was typed in or sent as a document."""
    outlet = data["outlet"].name if data["outlet"] else None
    document = Document(name=data["file"].name if data["file"] else "", text=data["text"], outlet=outlet)
    names = ("title", "url", "country", "archived_url")
    return replace(
        document, published=data["published"], open_text=data["open_text"], synthetic=data["synthetic"],
        **{name: data[name] or None for name in names},
    )  # fmt: skip


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """Outlets and whom they speak for."""

    form = SourceForm
    list_display = ("name", "address", "leans", "synthetic", "ledger")
    search_fields = ("name",)

    @admin.display(description=_("leans to"))
    def leans(self, source: Source) -> str:
        """The sides for which it speaks."""
        return sides_in_words(source.leans_to)

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """Hand it to the action."""
        obj.pk = actions.save_source(pk=obj.pk, by=request.user, **form.cleaned_data).pk

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Articles keep their outlet."""
        return False
