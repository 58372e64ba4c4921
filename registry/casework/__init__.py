"""Cases (办件): what every application here has in common, whatever it is about.

A methodology, a project, a reduction report each *is* a case: it has a number, an applicant, a state,
people who may take steps in it, clocks that run in working days, documents, a public notice, letters,
corrections asked and answered, messages. What each kind of case adds stands in the room above.
"""
