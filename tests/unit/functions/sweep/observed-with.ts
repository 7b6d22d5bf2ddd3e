import type { Found, Looks, Observed } from '../../../../functions/sweep/observed.ts';
import type { LookKind } from '../../../../shared/core/sweep-record.ts';
import { hour } from '../../../../shared/core/time.ts';
import { noon } from '../../../support/builders.ts';

const nothingSeen = { found: [], failed: [], rest: [] };

/** What the sweep observed in a minute in which nothing was due and nothing had its turn, but for this. */
export function observedWith({
  looks,
  ...rest
}: Partial<Omit<Observed, 'looks'>> & { looks?: Partial<Looks> } = {}): Observed {
  return {
    now: noon,
    stored: undefined,
    things: [],
    due: { keys: [] },
    looks: {
      repository: nothingSeen,
      project: nothingSeen,
      replica: nothingSeen,
      backup: nothingSeen,
      ...looks,
    },
    ...rest,
  };
}

/** A look at noon that found this. */
export function looked<Kind extends LookKind>(kind: Kind, name: string, found: Found[Kind]) {
  return { look: lookAt(kind, name), found };
}

export function lookAt(kind: LookKind, name: string, turn = noon) {
  return { thing: { kind, name }, turn, since: noon - hour };
}
