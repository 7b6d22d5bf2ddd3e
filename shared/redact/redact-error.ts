import { redactText } from './redact.ts';

/** No error has more causes; one that is its own cause has no end. */
const mostCauses = 20;

/**
 * Takes secrets out of what an error says, and out of its causes. It stays the same error, so that whoever catches it
 * knows it; what is no error, or lets nobody change its words, stays as it is.
 */
export function redactError<Thrown>(thrown: Thrown): Thrown {
  let error: unknown = thrown;
  for (let depth = 0; error instanceof Error && depth < mostCauses; depth += 1) {
    for (const part of ['message', 'stack'] as const) redactPart(error, part);
    error = error.cause;
  }
  return thrown;
}

function redactPart(error: Error, part: 'message' | 'stack'): void {
  const text = error[part];
  const clean = text === undefined ? undefined : redactText(text);
  if (clean !== text) Reflect.set(error, part, clean);
}
