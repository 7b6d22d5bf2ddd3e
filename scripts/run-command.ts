import { fail, print } from './terminal.ts';

/**
 * Runs a command of the project. With `--help` it prints how the command is called and does nothing else. What goes
 * wrong is told in sentences, with what to do about it where that is known, and the command then ends with 1; else it
 * ends with what `main` gives.
 */
export async function runCommand(
  usage: string,
  main: (args: readonly string[]) => Promise<number> | number,
): Promise<void> {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    print(usage);
    return;
  }
  try {
    process.exitCode = await main(args);
  } catch (error) {
    fail(error);
  }
}

/** What comes after `--` is no option. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

/** The error for a command that was called in a way it does not know: the reason, and how it is called. */
export function misuse(cause: unknown, usage: string): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${reason}\n${usage}`, { cause });
}
