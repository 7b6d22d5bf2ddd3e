import * as z from 'zod';
import { DurationText, parseDuration } from './duration.ts';

const DAY_MS = 86_400_000;

/** The days that CloudWatch Logs knows (API reference, PutRetentionPolicy). */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** How long the stack's logs are kept, in days. A time that CloudWatch does not know is told with the next longer one. */
export const LogRetention = DurationText.transform((text, context) => {
  const days = (parseDuration(text) ?? 0) / DAY_MS;
  if (DAYS.includes(days)) return days;
  const longer = days > 0 ? DAYS.find((known) => known > days) : undefined;
  const hint =
    longer === undefined
      ? `it knows ${DAYS.map((known) => `${known}d`).join(', ')}`
      : `the next longer is ${longer}d`;
  context.issues.push({
    code: 'custom',
    input: text,
    message: `CloudWatch keeps logs for certain numbers of days only, and ${hint}`,
  });
  return z.NEVER;
}).describe('How long logs are kept, such as 30d, which holds when it is left out.');
