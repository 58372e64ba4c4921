"""The ledger against a naive model of it, over random runs of every act.

``places`` and ``naive*`` are the model: plain Python, no Django, no SQL, everything the slow way, to
be checked by reading. ``calls`` and ``ledger_side`` send the same call to the ledger's services,
``compare`` holds both against each other, ``machine`` invents the runs and ``spoil`` the bad input.
"""
