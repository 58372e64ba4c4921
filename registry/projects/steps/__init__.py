"""The steps of a project, by subject; ``registry/projects/kind.py`` puts them together."""
