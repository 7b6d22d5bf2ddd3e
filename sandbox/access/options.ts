/** Who may sign as the administrator, and where that is written down. */
export interface AccessOptions {
  /** The administrator's secret; one that nobody can guess, and a new one for each start, when absent. */
  readonly adminSecret?: string;
  /** The profile of the AWS CLI that is written, by name. */
  readonly writeProfile?: string;
}

/** For `parseArgs` of every command that starts a sandbox. */
export const accessArguments = {
  'admin-secret': { type: 'string' },
  'write-profile': { type: 'string' },
} as const;

/** How they are explained. */
export const accessUsage = `  --admin-secret S  the administrator's secret, for scripts; without it, a new one for each start
  --write-profile P writes the AWS CLI's profile P, so that aws --profile P finds the sandbox`;

/** Reads what was parsed; an error with a sentence for a value that no shell or settings file could hold as it is. */
export function readAccess(
  values: {
    readonly [name in keyof typeof accessArguments]?: string | undefined;
  },
): AccessOptions {
  const { 'admin-secret': adminSecret, 'write-profile': writeProfile } = values;
  if (adminSecret !== undefined && !/^[A-Za-z0-9+/=_-]{1,128}$/.test(adminSecret))
    throw new Error('--admin-secret has 1 to 128 letters, digits and any of + / = _ -, and nothing else.');
  if (writeProfile !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(writeProfile))
    throw new Error('--write-profile has a name of 1 to 64 letters, digits, _ and -, and nothing else.');
  return {
    ...(adminSecret !== undefined && { adminSecret }),
    ...(writeProfile !== undefined && { writeProfile }),
  };
}
