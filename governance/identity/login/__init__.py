"""How a person gets in: django-allauth's pages with our rules, counted by django-axes, recorded here."""
