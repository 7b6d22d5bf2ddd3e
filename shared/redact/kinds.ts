import type { Kind } from './kind.ts';
import { ai } from './kinds/ai.ts';
import { chat } from './kinds/chat.ts';
import { cloud } from './kinds/cloud.ts';
import { forges } from './kinds/forges.ts';
import { general } from './kinds/general.ts';
import { infrastructure } from './kinds/infrastructure.ts';
import { mail } from './kinds/mail.ts';
import { monitoring } from './kinds/monitoring.ts';
import { payment } from './kinds/payment.ts';
import { registries } from './kinds/registries.ts';

/**
 * Every kind of secret that is known by its shape. Beginnings and lengths are facts that the services document for
 * those who look for leaks (GitHub's list of supported secret scanning patterns names most of them).
 */
export const kinds: readonly Kind[] = [
  ...cloud,
  ...forges,
  ...registries,
  ...chat,
  ...payment,
  ...ai,
  ...monitoring,
  ...mail,
  ...infrastructure,
  ...general,
];
