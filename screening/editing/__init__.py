"""Changing one part of a question set's document, which may be unfinished. Pure, like the rules.

Every function takes JSON and gives new JSON back; what it was given stays as it is.
"""
