import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { peel } from '../objects/reached-objects.ts';
import type { GitAccess } from './git-access.ts';
import { type GitService, offeredCapabilities } from './git-capabilities.ts';
import { flush, packet } from './pkt-line.ts';

/**
 * What git 2.39 answers to `info/refs` of a repository, with CodeCommit's capabilities: for fetching HEAD first,
 * and after each annotated tag what it names. Later versions of git tell the capabilities also of an empty
 * repository when it is fetched from; what CodeCommit does is unconfirmed.
 */
export async function advertisement({ scope, repository }: GitAccess, service: GitService): Promise<Buffer> {
  const git = gitBackend.of(scope.world);
  const place = placeOf(scope, repository.name);
  const refs = await git.refs(place);
  const lines: (readonly [id: string, name: string])[] = [];
  const head = refs.get(`refs/heads/${repository.defaultBranch}`);
  if (head !== undefined && service === 'git-upload-pack') lines.push([head, 'HEAD']);
  for (const [name, id] of [...refs].sort(byName)) {
    lines.push([id, name]);
    const peeled = service === 'git-upload-pack' ? await peel((one) => git.readObject(place, one), id) : id;
    if (peeled !== id) lines.push([peeled, `${name}^{}`]);
  }
  if (lines.length === 0 && service === 'git-receive-pack') lines.push(['0'.repeat(40), 'capabilities^{}']);
  const words = offeredCapabilities[service].join(' ');
  return Buffer.concat([
    packet(`# service=${service}\n`),
    flush,
    ...lines.map(([id, name], index) => packet(`${id} ${name}${index === 0 ? `\0${words}` : ''}\n`)),
    flush,
  ]);
}

/** Git sorts by bytes. */
function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
