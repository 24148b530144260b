"""Configuration: YAML files and the project file, validated with the place of every mistake."""
