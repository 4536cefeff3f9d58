"""The command line, one module a command: `add(subparsers)` names its words, `run(call)` does it.

The names and outputs are a contract: scripts of others call them.
"""
