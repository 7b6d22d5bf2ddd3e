import type { SyncReport, UpdateResult } from '../../shared/git/types.ts';
import { sizeOf } from '../size-of.ts';

const doneWords = { create: 'created', update: 'updated', delete: 'deleted', backup: 'saved' } as const;
const plannedWords = { create: 'create', update: 'update', delete: 'delete', backup: 'save' } as const;

/** So many refs are named; `--json` lists all. */
const mostLines = 200;

/** The report for a person: a line for each ref that something was done about, and a summary. */
export function renderReport(report: SyncReport, places: { source: string; replica: string }): string {
  const lines = [
    ...report.results.map(lineOf),
    ...report.kept.map(({ ref, reason }) => column('kept', ref, reason)),
  ];
  const more = lines.length - mostLines;
  return [
    `${places.source} → ${places.replica}`,
    ...lines.slice(0, mostLines),
    ...(more > 0 ? [`  … and ${more} more; --json lists all.`] : []),
    ...lfsLines(report),
    summaryOf(report),
    '',
  ].join('\n');
}

function lineOf({ kind, ref, status, reason, old, new: to }: UpdateResult): string {
  const move = [old, to].map((oid) => oid?.slice(0, 12)).filter((oid) => oid !== undefined);
  if (status === 'done') return column(doneWords[kind], ref, move.join(' → '));
  if (status === 'planned') return column(`would ${plannedWords[kind]}`, ref, move.join(' → '));
  return column(status, ref, reason ?? '');
}

/** Names come from a server: what could steer a terminal is shown as a question mark. */
function column(word: string, ref: string, rest: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly these are taken out
  return `  ${word.padEnd(12)} ${ref.padEnd(32)} ${rest}`.replace(/[\x00-\x1f\x7f-\x9f]/g, '?').trimEnd();
}

function lfsLines({ lfs }: SyncReport): string[] {
  if (lfs.pointers.length === 0) return [];
  const files = lfs.pointers.length === 1 ? '1 file' : `${lfs.pointers.length} files`;
  return [
    `Git LFS: ${files} of these commits are pointers. Their contents are not in git and were not copied.`,
  ];
}

function summaryOf({ results, inSync, digests, traffic }: SyncReport): string {
  const requests = traffic.source.requests + traffic.replica.requests;
  const cost = `${requests} requests, ${sizeOf(traffic.source.bytesReceived)} read, ${sizeOf(traffic.replica.bytesSent)} written.`;
  if (results.some(({ status }) => status === 'planned')) return `Nothing was written. ${cost}`;
  if (inSync) return `The replica is what its source is (digest ${digests.source.slice(0, 12)}). ${cost}`;
  return `The replica differs from its source. ${cost}`;
}
