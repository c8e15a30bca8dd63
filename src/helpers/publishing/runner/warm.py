"""Everything an edition imports, loaded once by the process that those of the editions are forked from.

Nothing here is called: importing this module is what it is for.
"""

import helpers.publishing.runner.edition
import helpers.publishing.runner.shell
import helpers.reports.registry  # noqa: F401  # imported to be there, as the docstring says
