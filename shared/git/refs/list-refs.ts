// Implements gitprotocol-http(5), "Discovering References" (smart clients), in protocol version 0: without a
// `Git-Protocol` header, because version 2 needs one more request and CodeCommit's support is unproven.

import { violation } from '../remote-errors.ts';
import type { Advertisement, GitRemote, GitService } from '../remote-types.ts';
import { readAdvertisement } from './read-advertisement.ts';

/**
 * Lists the branches and tags of a repository, and remembers what the service can do. Rejects when the server
 * cannot be reached, refuses, or answers with anything but a complete listing.
 */
export async function listRefs(remote: GitRemote, service: GitService): Promise<Advertisement> {
  const answer = await remote.exchange({
    method: 'GET',
    path: `/info/refs?service=${service}`,
    accept: `application/x-${service}-advertisement`,
    totalMs: remote.timeouts.listMs,
  });
  try {
    // "Clients MUST validate the Content-Type": without it this is a page, or a server of plain files.
    if (answer.contentType !== `application/x-${service}-advertisement`)
      throw violation(
        remote.url,
        `it answered with ${answer.contentType === '' ? 'something' : JSON.stringify(answer.contentType.slice(0, 80))} instead of a list of refs`,
      );
    const advertisement = await readAdvertisement(answer.body, { url: remote.url, service });
    remote.learn(service, advertisement.capabilities);
    return advertisement;
  } finally {
    answer.cancel();
  }
}
