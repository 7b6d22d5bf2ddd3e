import { scopeOf, type World } from '../../kernel/world.ts';
import { referenceDigest, referencesOf } from '../../services/codecommit/branches/reference-digest.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../layout.ts';
import { type ReplicaRecord, replicaRecords } from '../replica-records.ts';
import { instant, state } from '../words.ts';

/** Every replica that the stack of a Region keeps: how far behind it is, what it holds, and what differs and why. */
export async function replication(world: World, region: string): Promise<View> {
  const records = await replicaRecords(world, region);
  const replicas = await Promise.all(records.map((record) => lookAt(world, record)));
  const sources = [...new Map(records.map(({ repository, from }) => [repository, from]))];
  const differences = replicas.flatMap(differenceRows);
  return {
    title: 'Replication',
    isLive: true,
    body: html`<h1>Replication</h1><p class="soft">The replicas that the stack in <code>${region}</code> keeps. The digests are taken now, of the branches and tags as they are on both sides; lag and verification are the stack's own.</p>
${
  replicas.length === 0 &&
  html`<p>There is none yet. The first push to a repository that <code>drawbridge.yml</code> replicates makes its replicas.</p>`
}${sources.map(([repository, from]) =>
  replicaTable(
    { repository, from, now: world.clock.now() },
    replicas.filter(({ record }) => record.repository === repository),
  ),
)}
<h2>What differs, and why</h2>${
      differences.length === 0
        ? html`<p>Nothing: every replica has what the source has, and no more.</p>`
        : html`<table aria-label="Differences"><thead><tr><th>Replica</th><th>Branch or tag</th><th>What</th><th>Why</th><th>Since (UTC)</th></tr></thead><tbody>${differences}</tbody></table>`
    }`,
  };
}

/** A replica as its record tells, and as it is. */
interface Replica {
  readonly record: ReplicaRecord;
  readonly sourceDigest: string | undefined;
  readonly digest: string | undefined;
  /** Branches that hold what was overwritten; they are the replica's own. */
  readonly saved: readonly string[];
}

const savedBelow = 'refs/heads/replica-backup/';

async function lookAt(world: World, record: ReplicaRecord): Promise<Replica> {
  const { repository, from, region } = record;
  const source = await referencesOf(scopeOf(world, from), repository);
  const here = await referencesOf(scopeOf(world, region), repository);
  const saved = [...(here?.keys() ?? [])].filter((ref) => ref.startsWith(savedBelow));
  const own = here && new Map([...here].filter(([ref]) => !ref.startsWith(savedBelow)));
  return {
    record,
    sourceDigest: source && referenceDigest(source),
    digest: own && referenceDigest(own),
    saved,
  };
}

function replicaTable(
  { repository, from, now }: { repository: string; from: string; now: number },
  replicas: readonly Replica[],
): Html {
  return html`<h2><a href="/${from}/repositories/${repository}">${repository}</a> from <code>${from}</code></h2>
<table aria-label="Replicas of ${repository}"><thead><tr><th>Replica</th><th>State</th><th>Lag</th><th>Digest of the source</th><th>Digest of the replica</th><th>Last verified (UTC)</th><th>Sent</th></tr></thead><tbody>${replicas.map((replica) => replicaRow(replica, now))}</tbody></table>`;
}

function replicaRow({ record, sourceDigest, digest, saved }: Replica, now: number): Html {
  const { repository, region, name, verifiedAt, traffic } = record;
  return html`<tr><td><a href="/${region}/repositories/${repository}">${region}</a><br><span class="soft">${name}</span></td>
<td>${stateOf({ record, sourceDigest, digest, saved })}</td><td class="number">${lagOf(record, now)}</td>
<td>${shown(sourceDigest)}</td><td>${shown(digest)}</td><td class="number">${instant(verifiedAt)}</td>
<td class="number">${
    traffic &&
    html`${(traffic.bytesSent / 1_000).toFixed(1)} kB<br><span class="soft">${traffic.requests} requests</span>`
  }</td></tr>`;
}

function stateOf({ record, sourceDigest, digest }: Replica): Html {
  if (digest !== undefined && digest === sourceDigest) return state('in sync');
  if (record.handedOver !== undefined) return state('taken over by a build');
  if (record.failure !== undefined) return state('not reached');
  if (record.pendingSince !== undefined) return state('behind');
  const { troubles = {}, missingSince = {} } = record;
  const isKnown = Object.keys(troubles).length + Object.keys(missingSince).length > 0;
  return state(isKnown ? 'differs by policy' : 'differs');
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

function differenceRows({ record, saved }: Replica): Html[] {
  const { region, failure, handedOver, troubles = {}, missingSince = {} } = record;
  const row = (ref: string, [what, why, since]: readonly [string, string, number | undefined]) =>
    html`<tr><td class="number">${region}</td><td>${ref === '' ? 'all' : html`<code>${ref}</code>`}</td><td>${what}</td><td>${why}</td><td class="number">${instant(since)}</td></tr>`;
  return [
    ...(handedOver === undefined
      ? []
      : [row('', ['taken over', `The build ${handedOver.buildId} brings it up to date.`, handedOver.at])]),
    ...(failure === undefined
      ? []
      : [row('', [`attempt ${failure.attempts} failed`, failure.reason, failure.since])]),
    ...Object.entries(troubles).map(([ref, { kind, reason, since }]) =>
      row(ref, [kinds[kind] ?? kind, reason, since]),
    ),
    ...Object.entries(missingSince)
      .filter(([ref]) => troubles[ref] === undefined)
      .map(([ref, since]) =>
        row(ref, ['deleted at the source', 'The policy keeps it here for a while, or for good.', since]),
      ),
    ...saved.map((ref) =>
      row(ref, ['saved', 'Somebody else wrote it here, and it was overwritten by the source.', undefined]),
    ),
  ];
}
