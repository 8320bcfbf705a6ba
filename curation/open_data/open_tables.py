"""All tables that are given away, in the order in which people look for them."""

from curation.open_data.catalogue_tables import CATALOGUE_TABLES
from curation.open_data.consensus_tables import CONSENSUS_TABLES
from curation.open_data.correction_table import CORRECTION_TABLES

OPEN_TABLES = (*CATALOGUE_TABLES[:2], *CONSENSUS_TABLES, *CORRECTION_TABLES, *CATALOGUE_TABLES[2:])
