import { addFault } from '../../../sandbox/kernel/faults.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { secretsState } from '../../../sandbox/services/secretsmanager/state.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { type DeployedStackWorld, pass } from '../least-privilege/deployed-stack.ts';
import { type ProvenFunction, runner, stackNameOf } from '../least-privilege/names.ts';
import { sayThatRunsKeepDying, wakeReplication } from '../least-privilege/replication-scenarios.ts';
import { call } from '../least-privilege/scenario.ts';
import { otherProject, otherRepository } from './packaged-stack.ts';
import { denied, struck, type Trouble } from './troubles.ts';

/** A kind of error that a late module throws, and how its caller shows that it has understood it. */
interface Case {
  readonly kind: string;
  readonly trouble: Trouble;
  readonly shows: RegExp;
}

/** What is done with a late module, and every kind of error that whoever calls it tells from others. */
interface LateModule {
  play(stack: DeployedStackWorld): Promise<void>;
  readonly cases: readonly Case[];
}

async function failABuild(stack: DeployedStackWorld): Promise<void> {
  await stack.team.push('feature');
  await stack.team.open('feature');
  await pass(stack, 4);
}

const failed = (problem: string) =>
  new RegExp(`### ❌ Build failed: unit[^]*The log could not be read\\. [^]*${problem}`);

const logs: LateModule = {
  play: failABuild,
  cases: [
    {
      kind: 'access-denied',
      trouble: denied('validate-pull-request', 'logs:GetLogEvents'),
      shows: failed('not authorized to perform: logs:GetLogEvents'),
    },
    {
      kind: 'not-found',
      // Events come half a minute late: the group goes after the build has ended and before it is read.
      trouble: ({ scope, clock }) => {
        addFault(scope.world, { service: 'events', kind: 'delay-event', delayMs: 30_000 });
        clock.after(165_000, () => logsState(scope).groups.clear());
      },
      shows: failed('The specified log group does not exist'),
    },
    { kind: 'throttled', trouble: struck('logs:GetLogEvents', 'throttle'), shows: failed('Rate exceeded') },
    {
      kind: 'service-unavailable',
      trouble: struck('logs:GetLogEvents', 'fail-before'),
      shows: failed('A fault failed logs:GetLogEvents'),
    },
  ],
};

/** It throws nothing; in a bundle of its own it reads as it does beside its caller. */
const reasons: LateModule = {
  play: failABuild,
  cases: [
    {
      kind: 'nothing, it reads the log',
      trouble: () => undefined,
      shows: /#### unit failed in phase `BUILD`[^]*```\n1 test failed\n```/,
    },
  ],
};

const withoutBadges = (why: string) =>
  new RegExp(`### ❌ Build failed: unit[^]*The badges are missing\\. [^]*${why}`);

const badgeKey: LateModule = {
  play: failABuild,
  cases: [
    {
      kind: 'access-denied',
      trouble: denied('validate-pull-request', 'secretsmanager:GetSecretValue'),
      shows: withoutBadges('not authorized to perform: secretsmanager:GetSecretValue'),
    },
    {
      kind: 'not-found',
      trouble: ({ scope }) => {
        for (const { versions } of secretsState(scope).secrets.values()) versions.clear();
      },
      shows: withoutBadges("can't find the specified secret value"),
    },
    {
      kind: 'request-refused',
      trouble: ({ scope, clock }) => {
        for (const secret of secretsState(scope).secrets.values()) secret.deletesAt = clock.now() + 9e8;
      },
      shows: withoutBadges('it was marked for deletion'),
    },
    {
      kind: 'throttled',
      trouble: struck('secretsmanager:GetSecretValue', 'throttle', 3),
      shows: /!\[unit: failing\]\([^]*"code":"throttled"/,
    },
  ],
};

/** An event that the function does not understand is kept by its own SQS client. */
function deadLetters(name: ProvenFunction): LateModule {
  const told = (code: string) => new RegExp(`${name} logs \\{"level":"ERROR"[^\\n]*"code":"${code}"`);
  return {
    async play(stack) {
      call(stack, name, { drawbridge: 'nonsense' });
      await pass(stack, 5);
    },
    cases: [
      { kind: 'access-denied', trouble: denied(name, 'sqs:SendMessage'), shows: told('access-denied') },
      {
        kind: 'not-found',
        trouble: ({ scope }) => sqsState(scope).queues.clear(),
        shows: told('not-found'),
      },
      {
        kind: 'throttled',
        trouble: struck('sqs:SendMessage', 'throttle', 3),
        shows: told('throttled'),
      },
    ],
  };
}

const signedBadges: LateModule = {
  async play(stack) {
    const rawPath = `/pull-request/1/${'a'.repeat(40)}/unit/passing/AAAAAAAAAAAAAAAAAAAAAA.svg`;
    call(stack, 'serve-badge', { rawPath, headers: {}, requestContext: { http: { method: 'GET' } } });
    await pass(stack, 1);
  },
  cases: [
    {
      kind: 'access-denied',
      trouble: denied('serve-badge', 'secretsmanager:GetSecretValue'),
      shows:
        /serve-badge failed: Secrets Manager GetSecretValue on the badge signing key failed: [^\n]*not authorized/,
    },
  ],
};

/** All things have their turn, and one of them goes wrong: it is told, and the run is done. */
async function lookAtEverything(stack: DeployedStackWorld): Promise<void> {
  call(stack, 'sweep', { drawbridge: 'sweep' });
  await pass(stack, 1);
}

const looked = (problem: string) => new RegExp(`sweep: \\{"decision":"done"[^\\n]*${problem}`);

const openPullRequests: LateModule = {
  play: lookAtEverything,
  cases: [
    {
      kind: 'not-found',
      trouble: ({ scope }) => void codeCommitState(scope).repositories.delete(otherRepository),
      shows: looked(`${otherRepository} does not exist`),
    },
    {
      kind: 'access-denied',
      trouble: denied('sweep', 'codecommit:ListPullRequests'),
      shows: looked('not authorized to perform: codecommit:ListPullRequests'),
    },
    {
      kind: 'throttled',
      trouble: struck('codecommit:ListPullRequests', 'throttle'),
      shows: looked('Rate exceeded'),
    },
  ],
};

const newestBuilds: LateModule = {
  play: lookAtEverything,
  cases: [
    {
      kind: 'not-found',
      trouble: ({ scope }) => void codebuildState(scope).projects.delete(otherProject),
      shows: looked(`Project cannot be found: [^\\n]*${otherProject}`),
    },
    {
      kind: 'access-denied',
      trouble: denied('sweep', 'codebuild:ListBuildsForProject'),
      shows: looked('not authorized to perform: codebuild:ListBuildsForProject'),
    },
    {
      kind: 'throttled',
      trouble: struck('codebuild:ListBuildsForProject', 'throttle'),
      shows: looked('Rate exceeded'),
    },
  ],
};

const waits = (why: string) =>
  new RegExp(`replicate-repository: \\{"decision":"done","reason":"[^"\\n]*${why}[^\\n]*"start-build"`);

const replicationBuilds: LateModule = {
  async play(stack) {
    wakeReplication(stack);
    await pass(stack, 2);
    await sayThatRunsKeepDying(stack);
    wakeReplication(stack);
    await pass(stack, 2);
  },
  cases: [
    {
      kind: 'access-denied',
      trouble: denied('replicate-repository', 'codebuild:StartBuild'),
      shows: waits('not authorized to perform: codebuild:StartBuild'),
    },
    {
      kind: 'not-found',
      trouble: ({ scope }) => void codebuildState(scope).projects.delete(stackNameOf(runner)),
      shows: waits('Project cannot be found'),
    },
    {
      kind: 'throttled',
      trouble: struck('codebuild:StartBuild', 'throttle'),
      shows: waits('Rate exceeded'),
    },
  ],
};

/** By function and the module's place in its zip. A late module that is not here fails the test. */
export const lateModuleCases: Readonly<Record<string, LateModule>> = {
  'validate-pull-request late/logs.js': logs,
  'validate-pull-request late/reason-of.js': reasons,
  'validate-pull-request late/secrets-manager.js': badgeKey,
  'validate-pull-request late/sqs.js': deadLetters('validate-pull-request'),
  'report-build late/sqs.js': deadLetters('report-build'),
  'serve-badge late/secrets-manager.js': signedBadges,
  'sweep late/codecommit.js': openPullRequests,
  'sweep late/codebuild.js': newestBuilds,
  'replicate-repository late/sqs.js': deadLetters('replicate-repository'),
  'replicate-repository late/replication-runner.js': replicationBuilds,
  'back-up-repository late/sqs.js': deadLetters('back-up-repository'),
};
