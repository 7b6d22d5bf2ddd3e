import { readFileSync } from 'node:fs';
import { mirrorPolicy } from '../../shared/git/plan/replication-policy.ts';
import { openRemote } from '../../shared/git/remotes/open-remote.ts';
import { pushUpdate } from '../../shared/git/sync/push-update.ts';
import { syncRefs } from '../../shared/git/sync/sync-refs.ts';
import { codeCommitCapabilities } from '../../shared/git/wire/capabilities.ts';

// The engine in a process of its own, bundled as a function is. With a ref and two ids it does what an event asks for;
// without, it brings the whole replica up to the source. It prints what it cost by the kernel's account.
void run(process.argv.slice(2));

async function run([sourceUrl = '', replicaUrl = '', ref, old, to]: readonly string[]): Promise<void> {
  const capabilities = codeCommitCapabilities;
  const source = openRemote({ url: sourceUrl, capabilities });
  const replica = openRemote({ url: replicaUrl, capabilities });
  if (ref !== undefined && old !== undefined && to !== undefined) {
    const result = await pushUpdate({ source, replica, update: { ref, old, new: to } });
    if (result.kind !== 'replicated') throw new Error(`the event path declined: ${result.reason}`);
  } else {
    const { inSync } = await syncRefs({ source, replica, policy: mirrorPolicy, now: Date.now() });
    if (!inSync) throw new Error('the replica is not in sync after the seed');
  }
  source.close();
  replica.close();
  const peakKib = kernelSays('status', /^VmHWM:\s+(\d+) kB$/m);
  const writtenBytes = kernelSays('io', /^write_bytes: (\d+)$/m);
  console.log(JSON.stringify({ ...(peakKib !== undefined && { peakBytes: peakKib * 1_024 }), writtenBytes }));
}

/** Of this process; nothing where /proc does not tell. `getrusage` would count what its parent was before. */
function kernelSays(file: 'status' | 'io', figure: RegExp): number | undefined {
  try {
    const text = figure.exec(readFileSync(`/proc/self/${file}`, 'latin1'))?.[1];
    return text === undefined ? undefined : Number(text);
  } catch {
    return undefined;
  }
}
