import type { CodeCommitPlace } from '../../shared/aws/codecommit-remotes.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Clients } from './clients.ts';
import type { Finding, Job } from './finding.ts';

/** What is looked at: one stage in one Region of one account, and the configuration that is to hold there. */
export interface Place {
  readonly stage: string;
  readonly region: string;
  readonly partition: string;
  readonly account: string;
  /** The stack's name, `drawbridge-<stage>`, with which the names of most of its resources begin. */
  readonly stackName: string;
  readonly config: Config;
  readonly clients: Clients;
  /** The names of all repositories of the account in this Region; asked for once. */
  readonly existing: () => Promise<readonly string[]>;
  /** For what is asked without an SDK client: the bucket of backups. */
  readonly aws: CodeCommitPlace;
}

/** A stack that is there. */
export interface DeployedStack {
  readonly status: string;
  readonly deployedAt: number;
  readonly outputs: Readonly<Record<string, string | undefined>>;
}

/** A place with its stack in it. */
export interface DeployedPlace extends Place {
  readonly stack: DeployedStack;
}

/**
 * One kind of thing that is looked at: `gather` asks AWS and changes nothing, `assess` is pure and tells what the
 * facts mean and what to do. A look that throws becomes a finding that it could not be looked at.
 */
export interface Look<Facts, At extends Place = Place> {
  readonly job: Job;
  /** What is looked at, as the object of a sentence. */
  readonly subject: string;
  gather(place: At): Promise<Facts>;
  assess(facts: Facts, place: Pick<At, 'stage' | 'region'>): readonly Finding[];
}
