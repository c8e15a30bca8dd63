"""The words readers see, a folder of YAML files a language.

In come codes, months and figures; out come their names and how they are written: plain text.
No sentence stands in the logic above, and no number is written outside ``Words.number``, so a table,
a chart and a sentence that show one figure show the same text. Nothing here knows a report, HTML
or the data: which text is shown, and what fills its slots, is for the floors above to say.

``words`` looks texts up and fills them; ``language`` reads a language; ``zh`` is Chinese, ``en`` English;
``slots.yml`` declares every text and the slots it may have, and tests compare each language with it.
"""

from typing import Final

COMMAND_LINE: Final = "command_line.yml"
"""The file of what the command line says, in each language; no page says any of it."""
