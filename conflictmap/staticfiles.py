"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import … from "./module.js";`` and ``export … from``: ES modules keep finding each other."""

    support_js_module_import_aggregation = True
