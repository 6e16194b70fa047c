"""One module for each command of the command line; nothing heavy is imported until a command needs it."""
