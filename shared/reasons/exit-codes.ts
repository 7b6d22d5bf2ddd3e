/** What the shell's exit statuses beyond those of programs mean (POSIX, Shell Command Language, 2.8.2; Bash manual, Exit Status). */
const meanings: Readonly<Record<number, string>> = {
  124: 'it ran out of the time that `timeout` gave it',
  126: 'the command was found but could not be run: it is not executable, or made for another machine',
  127: 'the command was not found: it is not installed, not in PATH, or misspelt',
  130: 'it was interrupted (SIGINT)',
  132: 'it ran an instruction that this processor does not have (SIGILL)',
  134: 'it gave itself up (SIGABRT): a failed assertion or no memory left',
  136: 'it divided by zero (SIGFPE)',
  137: 'it was killed (SIGKILL), most often because the build container had no memory left',
  139: 'it used memory that is not its own (SIGSEGV)',
  141: 'the one that read its output had ended (SIGPIPE)',
  143: 'it was told to end (SIGTERM): the build was stopped, or something took too long',
};

/** What an exit status says of itself; nothing for those whose meaning is the program's own. */
export function meaningOfExit(code: number | undefined): string | undefined {
  return code === undefined ? undefined : meanings[code];
}
