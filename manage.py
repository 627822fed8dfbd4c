#!/usr/bin/env python
"""The door for administrators: every command of the expo system."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from expo.project import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", embedded.settings_for(sys.argv))
    with embedded.for_command(Path(__file__).resolve().parent, sys.argv):
        execute_from_command_line(sys.argv)
