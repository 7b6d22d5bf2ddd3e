// Implements gitprotocol-capabilities(5): a client asks only for what the server advertised. CodeCommit answers
// anything else with 200 and an empty body (isomorphic-git#310).
import { ControllerError } from '../../core/error.ts';

const agent = 'agent=drawbridge/1';

/**
 * What CodeCommit advertised to other clients (isomorphic-git#199), so that the first event in a process needs no
 * listing. CloudTrail's samples show stock git negotiating these for pulls; for pushes `delete-refs` is unconfirmed
 * and not needed on that path.
 */
export const codeCommitCapabilities = {
  'git-upload-pack': ['multi_ack_detailed', 'side-band-64k', 'thin-pack', 'allow-reachable-sha1-in-want'],
  'git-receive-pack': ['report-status', 'side-band-64k'],
} as const;

/**
 * What to ask the source for. Offset deltas only when the receiver of the pack takes them (CodeCommit does not:
 * go-git#945); thin packs only with something to lean on. Throws when the source has no side-bands, because its
 * pack could then not be told from its errors.
 */
export function fetchCapabilities(
  url: string,
  { source, receiver, thin }: { source: readonly string[]; receiver: readonly string[]; thin: boolean },
): string[] {
  if (!source.includes('side-band-64k'))
    throw new ControllerError(
      'repository-unfit',
      `${url} cannot send a pack in side-bands (side-band-64k).`,
      {
        details: { url },
      },
    );
  const wanted = ['multi_ack_detailed', 'side-band-64k', 'no-progress'];
  if (thin && !receiver.includes('no-thin')) wanted.push('thin-pack');
  if (receiver.includes('ofs-delta')) wanted.push('ofs-delta');
  return [...wanted.filter((word) => source.includes(word)), ...agentOf(source)];
}

/**
 * What to ask the replica for. A server that advertised nothing at all is asked for a report only (unconfirmed for
 * CodeCommit's empty repositories); one that cannot report is refused, because nothing it did could be known.
 */
export function pushCapabilities(url: string, replica: readonly string[]): string[] {
  if (replica.length === 0) return ['report-status'];
  if (!replica.includes('report-status'))
    throw new ControllerError('repository-unfit', `${url} cannot report what became of a push.`, {
      details: { url },
    });
  const wanted = ['report-status', 'side-band-64k', 'object-format=sha1'];
  return [...wanted.filter((word) => replica.includes(word)), ...agentOf(replica)];
}

function agentOf(advertised: readonly string[]): string[] {
  return advertised.some((word) => word.startsWith('agent=')) ? [agent] : [];
}
