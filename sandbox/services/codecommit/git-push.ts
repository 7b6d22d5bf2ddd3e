import type { CallContext } from '../../kernel/service.ts';
import type { RefCommand, RequestHead } from './git-request-head.ts';
import { flush, packet } from './pkt-line.ts';
import { announceReferenceChanges } from './references.ts';
import type { Repository } from './state.ts';

/** The refs one push may move (notes on quotas; AWS's wording is unconfirmed). */
export const mostCommands = 4000;

/** The refs of a repository by full name. */
export type Refs = ReadonlyMap<string, string>;

/**
 * Announces what a push has moved: the commands whose ref was where the client saw it and is where it wanted
 * it. An annotated tag is announced with the id of its tag object, which is unconfirmed.
 */
export async function announcePush(
  context: CallContext,
  repository: Repository,
  { commands, before, after }: { commands: readonly RefCommand[]; before: Refs; after: Refs },
): Promise<void> {
  const changes = commands
    .map(({ ref, to }) => ({ ref, from: before.get(ref), to }))
    .filter(({ ref, from, to }) => from !== to && after.get(ref) === to && /^refs\/(heads|tags)\//.test(ref));
  await announceReferenceChanges(context, repository, changes);
}

/** The report that refuses a whole push, in the form the client asked for. */
export function refusedPush({ commands, capabilities }: RequestHead, reason: string): Buffer {
  const report = Buffer.concat([
    packet(`unpack ${reason}\n`),
    ...commands.map(({ ref }) => packet(`ng ${ref} ${reason}\n`)),
    flush,
  ]);
  if (!capabilities.includes('report-status')) return Buffer.alloc(0);
  if (!capabilities.includes('side-band-64k')) return report;
  const parts: Buffer[] = [];
  for (let at = 0; at < report.length; at += 65_000)
    parts.push(packet(Buffer.concat([Buffer.from([1]), report.subarray(at, at + 65_000)])));
  return Buffer.concat([...parts, flush]);
}
