"""What all apps share."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Installed for its template tags, its templates' components and the cache's table."""

    name = "common"
    # Sites record the migration of the cache's table under the name of the room it was first in.
    label = "config"
    verbose_name = "This site"
