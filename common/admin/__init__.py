"""What every table of the curators' desk has in common, and the site's own page there."""

from common.admin.own_site import SiteProfileAdmin

__all__ = ["SiteProfileAdmin"]
