"""The rulebook to read: programmes, the numbers of rules with their source, deadlines in working days."""
