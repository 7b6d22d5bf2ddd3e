import { type ControllerError, isControllerError } from '../../shared/core/error.ts';
import type { Builds, Clock, PullRequests } from '../../shared/core/ports.ts';
import type { ReplicaKey } from '../../shared/core/replica-record.ts';
import type { Records } from '../../shared/core/stored.ts';
import { lookKinds, replicaThing, type SweepRecord, type Thing } from '../../shared/core/sweep-record.ts';
import { type Instant, second } from '../../shared/core/time.ts';
import type { DueWork } from '../../shared/store/due-work.ts';
import type { SweepRequest } from './event.ts';
import { lookAtProjects } from './look-at-projects.ts';
import { lookAtBackups, lookAtReplicas } from './look-at-records.ts';
import { lookAtRepositories } from './look-at-repositories.ts';
import type { Looked } from './look-in-turn.ts';
import type { Looks, Observed } from './observed.ts';
import { type Look, planLooks } from './plan-looks.ts';

export interface Names {
  readonly repositories: readonly string[];
  readonly projects: readonly string[];
}

export interface ObservePorts {
  readonly clock: Clock;
  readonly records: Pick<Records<void, SweepRecord>, 'load' | 'save'>;
  readonly dueWork: DueWork;
  readonly listOpen: PullRequests['listOpen'];
  readonly listBuilds: Builds['listSince'];
  /** The repositories that exist or are configured by name, and the projects that answer their checks. */
  listNames(): Promise<Names>;
  readonly replicas: readonly ReplicaKey[];
  readonly backups: readonly string[];
}

/** Waking this many takes a good part of a minute; there are never so many for long. */
const mostDue = 2_000;
/** More than a minute's share of 7,000; what was missed is made up for at this pace. */
const mostLooks = 120;
/** No look is begun later in a run than this, so that there is time to wake and to remember (function.yml, timeout). */
const looksTakeAtMost = 30 * second;

/** Reads what is due, and looks at the things whose turn it is. */
export async function observe(ports: ObservePorts, request: SweepRequest): Promise<Observed> {
  const now = ports.clock.now();
  const [stored, names] = await Promise.all([ports.records.load(), namesOf(ports)]);
  const record = stored?.record ?? { lookedUntil: {}, postponed: [] };
  const things = thingsOf(ports, names);
  const plans = lookKinds.map((kind) => {
    const ofKind = things.filter((thing) => thing.kind === kind);
    return planLooks(ofKind, record, { kind, now, everything: request.everything });
  });
  const [due, looks] = await Promise.all([
    ports.dueWork.dueAt(now, { most: mostDue, ...(record.dueAfter && { after: record.dueAfter }) }),
    lookAtAll(ports, { plans, most: request.everything ? Number.POSITIVE_INFINITY : mostLooks, now }),
  ]);
  return { now, stored, things, due, looks, ...(names instanceof Error && { unlisted: names }) };
}

/** Without their names no repository has its turn; the next run makes up for it. */
async function namesOf(ports: ObservePorts): Promise<Names | ControllerError> {
  try {
    return await ports.listNames();
  } catch (error) {
    if (isControllerError(error)) return error;
    throw error;
  }
}

/** Everything that is looked at once an hour. */
function thingsOf({ replicas, backups }: ObservePorts, names: Names | Error): Thing[] {
  const { repositories, projects } = names instanceof Error ? { repositories: [], projects: [] } : names;
  return [
    ...repositories.map((name) => ({ kind: 'repository' as const, name })),
    ...projects.map((name) => ({ kind: 'project' as const, name })),
    ...replicas.map(replicaThing),
    ...backups.map((name) => ({ kind: 'backup' as const, name })),
  ];
}

async function lookAtAll(
  ports: ObservePorts,
  { plans, most, now }: { plans: readonly Look[][]; most: number; now: Instant },
): Promise<Looks> {
  const isTimeOver = () => ports.clock.now() - now > looksTakeAtMost;
  const [repositories = [], projects = [], replicas = [], backups = []] = plans;
  const [repository, project, replica, backup] = await Promise.all([
    upTo(most, repositories, (looks) => lookAtRepositories(ports, { looks, isTimeOver })),
    upTo(most, projects, (looks) => lookAtProjects(ports, { looks, isTimeOver })),
    upTo(most, replicas, (looks) => lookAtReplicas(ports, looks)),
    upTo(most, backups, (looks) => lookAtBackups(ports, looks)),
  ]);
  return { repository, project, replica, backup };
}

/** Looks at the first of them; the others are the rest. */
async function upTo<Kind>(
  most: number,
  looks: readonly Look[],
  look: (first: readonly Look[]) => Promise<Looked<Kind>>,
): Promise<Looked<Kind>> {
  const looked = await look(looks.slice(0, most));
  return { ...looked, rest: [...looked.rest, ...looks.slice(most)] };
}
