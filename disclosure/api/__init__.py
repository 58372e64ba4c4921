"""The public facts for programs: what the public pages show, and nothing besides."""
