import { ControllerError } from '../core/error.ts';

/**
 * The named environment variables, read once at start. Every missing one is named in a single error.
 * @example const environment = readEnvironment(['TABLE_NAME', 'BADGE_URL']); environment.TABLE_NAME
 */
export function readEnvironment<const Name extends string>(names: readonly Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new ControllerError(
      'environment-incomplete',
      `These environment variables are not set: ${missing.join(', ')}.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? ''])) as Record<Name, string>;
}

/** The named environment variables as far as they are set, for what has a default of its own. */
export function optionalEnvironment<const Name extends string>(
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const set = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return Object.fromEntries(set) as Partial<Record<Name, string>>;
}
