"""A CV that a person hands in as a file: told apart, read in a process of its own, freed of what nobody may ask, and proposed.

kinds -> reading -> dropping run in the child (child.py, no Django); sandbox.py starts it; proposing.py reads its lines.
"""
