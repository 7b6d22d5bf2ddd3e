import type { CodeCommitPlace } from '../../shared/aws/codecommit-remotes.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Clients } from './clients.ts';
import { findStack } from './find-stack.ts';
import type { Finding } from './finding.ts';
import { listRepositories } from './list-repositories.ts';
import type { Place } from './look.ts';
import { looks, looksAtStack } from './looks/index.ts';
import { whoAsks } from './who-asks.ts';

/** What was looked at, and what was found. */
export interface Examination {
  readonly stack: string;
  readonly region: string;
  /** Absent when AWS did not say who asks. */
  readonly account?: string;
  readonly findings: readonly Finding[];
}

/**
 * Looks at everything that the configuration needs: first who asks, then, where that is known, all the rest. Without
 * a stack the looks at it are left out, and that there is none is found; with `isDeployed: false` nobody asks for one.
 */
export async function examine(parts: {
  readonly stage: string;
  readonly aws: CodeCommitPlace;
  readonly clients: Clients;
  readonly config: Config;
  readonly isDeployed?: boolean;
}): Promise<Examination> {
  const { stage, aws, clients, config, isDeployed = true } = parts;
  const { region } = aws;
  const stackName = `drawbridge-${stage}`;
  const { caller, finding } = await whoAsks(clients.sts, region);
  if (caller === undefined) return { stack: stackName, region, findings: [finding] };
  const existing = onceOnly(() => listRepositories(clients.codecommit));
  const place: Place = { ...caller, stage, region, stackName, config, clients, aws, existing };
  const [atStack, ...others] = await Promise.all([
    isDeployed ? lookAtStack(place) : [],
    ...looks.map((look) => look(place)),
  ]);
  return {
    stack: stackName,
    region,
    account: caller.account,
    findings: [finding, ...atStack, ...others.flat()],
  };
}

/** The first call asks; every further one gets the same answer. */
function onceOnly<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

async function lookAtStack(place: Place): Promise<readonly Finding[]> {
  const { stack, finding } = await findStack(place);
  if (stack === undefined) return [finding];
  return (await Promise.all(looksAtStack.map((look) => look({ ...place, stack })))).flat();
}
