import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Logs of tools that failed (`logs/<log>.log`), and what people have to be told of each. Most were recorded by running
 * the tool on a small project of ours; the others are written in the tool's own format. What passed in them is called
 * "returns the expected error" and the like, so that it can be told when something of it is shown.
 */
const Recorded = z.strictObject({
  log: z.string(),
  tools: z.array(z.string()),
  count: z.number(),
  /** Of the first failure. */
  title: z.string(),
  place: z.string().optional(),
  /** Lines of the excerpt: the one with the title, and the one with the place where the log has one. */
  shows: z.array(z.string()).min(1),
});

const folder = import.meta.dirname;

export const recorded = z
  .array(Recorded)
  .parse(JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8')));

/** The lines of a recorded log. */
export function linesOf(log: string): string[] {
  return readFileSync(join(folder, 'logs', `${log}.log`), 'utf8').split('\n');
}
