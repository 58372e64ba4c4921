"""How fast the pages are over a large ledger: queries, time against an empty page, plans.

``world`` makes the ledger, ``addresses`` finds the pages, ``client`` asks for them in a process of its
own, ``run`` tells the whole of it and ``report`` prints it.
"""
