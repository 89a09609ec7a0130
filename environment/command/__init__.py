"""The command ./reprise: one module a subcommand in `subcommands`, and beside them what several of them use."""
