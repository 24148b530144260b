"""Layouts as their authors write them: blocks, words for areas and times, templates; read from YAML."""
