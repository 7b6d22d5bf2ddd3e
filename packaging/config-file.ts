/** The variable that names another file than `drawbridge.yml`, for packaging, deploying and all that asks about it. */
export const CONFIG_VARIABLE = 'DRAWBRIDGE_CONFIG';

/** What the sandbox's tour, the tests and the benchmarks are about; nobody's deployment reads it. */
export const tourConfig = 'sandbox/tour/drawbridge.yml';

/** The user's own configuration: `drawbridge.yml`, or the file that `DRAWBRIDGE_CONFIG` names. */
export function userConfig(environment: Readonly<Record<string, string | undefined>>): string {
  return environment[CONFIG_VARIABLE] || 'drawbridge.yml';
}
