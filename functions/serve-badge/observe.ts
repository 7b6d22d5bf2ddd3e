import type { BranchRecord } from '../../shared/core/branch-record.ts';
import type { Records } from '../../shared/core/stored.ts';
import type { BadgeRequest } from './event.ts';

/** What the answer rests on. */
export interface Observed {
  readonly request: BadgeRequest;
  /** The newest build on the branch that is asked about. */
  readonly record?: BranchRecord;
  /** For a pull request's badge: the signature in the address is ours. */
  readonly signed: boolean;
}

export interface ObservePorts {
  readonly branches: Pick<
    Records<{ readonly project: string; readonly branch: string }, BranchRecord>,
    'load'
  >;
  readonly isSigned: (badge: Extract<BadgeRequest, { kind: 'pull-request' }>) => Promise<boolean>;
}

/** Reads the branch's record, or checks the signature: one of them, never both. */
export async function observe(ports: ObservePorts, request: BadgeRequest): Promise<Observed> {
  if (request.kind === 'none') return { request, signed: false };
  if (request.kind === 'pull-request') return { request, signed: await ports.isSigned(request) };
  const stored = await ports.branches.load(request);
  return { request, signed: false, ...(stored && { record: stored.record }) };
}
