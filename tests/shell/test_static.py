"""Static files under hashed names: modules must go on finding each other."""

import json
import re

from django.conf import settings
from django.core.management import call_command

MODULE_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^'"]*?["'](\.[^"']+)["']""", re.MULTILINE)


def test_every_module_import_points_at_a_hashed_file(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "conflictmap.staticfiles.HashedStaticFilesStorage"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    modules = [hashed for name, hashed in names.items() if name.startswith("map/") and name.endswith(".js")]
    assert modules
    for module in modules:
        for target in MODULE_IMPORT.findall((tmp_path / module).read_text()):
            file = (tmp_path / module).parent / target
            assert file.resolve().relative_to(tmp_path).as_posix() in names.values(), f"{module} imports {target}"


def test_pages_may_not_load_from_anybody_else():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {str(source) for directive in policy.values() for source in directive}
    assert sources <= {"'self'", "'none'", "data:", "csp.constants.NONCE"}
    assert "'self'" in {str(source) for source in policy["script-src"]}
