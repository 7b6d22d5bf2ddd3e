import type { Finding } from './finding.ts';
import type { Look, Place } from './look.ts';

/** A look with its facts kept to itself. */
export type RunLook<At extends Place> = (place: At) => Promise<readonly Finding[]>;

/** What cannot be looked at is told as such: it is not taken for well. */
export function run<Facts, At extends Place>(look: Look<Facts, At>): RunLook<At> {
  return async (place) => {
    try {
      return look.assess(await look.gather(place), place);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const what = `${look.subject} could not be looked at: ${error.message}`;
      return [
        {
          job: look.job,
          status: 'unknown',
          what,
          remedy: 'docs/doctor.md lists what the doctor has to be allowed.',
        },
      ];
    }
  };
}
