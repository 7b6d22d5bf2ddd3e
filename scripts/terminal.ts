import { isControllerError } from '../shared/core/error.ts';
import { redactText } from '../shared/redact/redact.ts';
import { redactError } from '../shared/redact/redact-error.ts';

// Where the commands write, and the only place: what a server, a log or a person's own arguments bring in is redacted.

/** Prints a result, for whoever reads it or pipes it on. */
export function print(text: string): void {
  process.stdout.write(`${redactText(text).replace(/\n$/, '')}\n`);
}

/** Prints a result as JSON; secrets are taken out of its texts one by one, so that it stays JSON. */
export function printJson(data: unknown): void {
  const hide = (_: string, value: unknown) => (typeof value === 'string' ? redactText(value) : value);
  process.stdout.write(`${JSON.stringify(data, hide, 2)}\n`);
}

/** Prints what this user is handed to use, the keys of a sandbox among it: as it is. */
export function handOver(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Tells what goes on meanwhile, beside the result. */
export function tell(line: string): void {
  progress.write(`${line}\n`);
}

/** The same for what draws by itself. */
export const progress = {
  isTTY: process.stderr.isTTY,
  write: (text: string) => process.stderr.write(redactText(text)),
};

/** Tells why a command could not do what it was asked to, and what to do; the command will end with 1. */
export function fail(error: unknown): void {
  tell(error instanceof Error ? redactError(error).message : String(error));
  if (isControllerError(error) && error.remedy !== undefined) tell(error.remedy);
  process.exitCode = 1;
}
