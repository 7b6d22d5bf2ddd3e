import { scopeOf, type World } from '../../kernel/world.ts';
import { referenceDigest, referencesOf } from '../../services/codecommit/reference-digest.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../layout.ts';
import { type ReplicaRecord, replicaRecords } from '../replica-records.ts';
import { instant, state } from '../words.ts';

/** Every replica that the stack of a Region keeps: how far behind it is, what it holds, and what differs and why. */
export async function replication(world: World, region: string): Promise<View> {
  const records = await replicaRecords(world, region);
  const rows = await Promise.all(records.map((record) => replicaRow(world, record)));
  const differences = records.flatMap(differencesOf);
  return {
    title: 'Replication',
    isLive: true,
    body: html`<h1>Replication</h1><p class="soft">The replicas that the stack in <code>${region}</code> keeps. The digests are taken now, of the branches and tags as they are on both sides; lag and verification are the stack's own.</p>
${
  rows.length === 0
    ? html`<p>There is none yet. The first push to a repository that <code>drawbridge.yml</code> replicates makes its replicas.</p>`
    : html`<table aria-label="Replicas"><thead><tr><th>Replica</th><th>State</th><th>Lag</th><th>Digest of the source</th><th>Digest of the replica</th><th>Last verified (UTC)</th><th>Sent</th></tr></thead><tbody>${rows}</tbody></table>`
}
<h2>What differs, and why</h2>${
      differences.length === 0
        ? html`<p>Nothing: every replica has what the source has.</p>`
        : html`<table aria-label="Differences"><thead><tr><th>Replica</th><th>Reference</th><th>What</th><th>Why</th><th>Since (UTC)</th></tr></thead><tbody>${differences}</tbody></table>`
    }`,
  };
}

async function replicaRow(world: World, record: ReplicaRecord): Promise<Html> {
  const { repository, from, region, name, traffic } = record;
  const digests = {
    source: await digestOf(world, from, repository),
    replica: await digestOf(world, region, repository),
  };
  const place = (at: string) =>
    html`<a href="/${at}/repositories/${repository}">${repository}</a> in <code>${at}</code>`;
  return html`<tr><td>${place(region)}<br><span class="soft">${name}, from ${place(from)}</span></td>
<td>${stateOf(record, digests)}<br><span class="soft">${record.failure?.reason}</span></td>
<td class="number">${lagOf(record, world.clock.now())}</td>
<td>${shown(digests.source)}</td><td>${shown(digests.replica)}</td>
<td class="number">${instant(record.verifiedAt)}</td>
<td class="number">${traffic && `${(traffic.bytesSent / 1_000).toFixed(1)} kB in ${traffic.requests} requests`}</td></tr>`;
}

interface Digests {
  readonly source: string | undefined;
  readonly replica: string | undefined;
}

function stateOf(record: ReplicaRecord, { source, replica }: Digests): Html {
  if (source !== undefined && source === replica) return state('in sync');
  if (record.failure !== undefined) return state('cannot be reached');
  if (record.pendingSince !== undefined) return state('behind');
  return state(differencesOf(record).length > 0 ? 'differs by policy' : 'differs');
}

async function digestOf(world: World, region: string, repository: string): Promise<string | undefined> {
  const references = await referencesOf(scopeOf(world, region), repository);
  return references && referenceDigest(references);
}

function shown(digest: string | undefined): Html {
  return digest === undefined
    ? html`<span class="soft">none</span>`
    : html`<code title="${digest}">${digest.slice(0, 12)}</code>`;
}

/** Since the oldest change that is not on the replica, or since nobody could look. */
function lagOf({ pendingSince, failure }: ReplicaRecord, now: number): string {
  const since = Math.min(pendingSince ?? now, failure?.since ?? now);
  return since >= now ? 'none' : `${Math.ceil((now - since) / 1_000)} s`;
}

const kinds: Readonly<Record<string, string>> = {
  refused: 'refused by the replica',
  kept: 'kept by the policy',
  diverged: 'written by somebody else',
};

function differencesOf({ region, troubles = {}, missingSince = {} }: ReplicaRecord): Html[] {
  const row = (ref: string, [what, why, since]: readonly [string, string, number]) =>
    html`<tr><td><code>${region}</code></td><td><code>${ref}</code></td><td>${what}</td><td>${why}</td><td class="number">${instant(since)}</td></tr>`;
  return [
    ...Object.entries(troubles).map(([ref, { kind, reason, since }]) =>
      row(ref, [kinds[kind] ?? kind, reason, since]),
    ),
    ...Object.entries(missingSince)
      .filter(([ref]) => troubles[ref] === undefined)
      .map(([ref, since]) =>
        row(ref, ['deleted at the source', 'The policy keeps it here for a while, or for good.', since]),
      ),
  ];
}
