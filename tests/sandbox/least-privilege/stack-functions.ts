import { backUpRepository } from '../../../functions/back-up-repository/assemble.ts';
import { replicateRepository } from '../../../functions/replicate-repository/assemble.ts';
import { reportBuild } from '../../../functions/report-build/assemble.ts';
import { serveBadge } from '../../../functions/serve-badge/assemble.ts';
import { sweep } from '../../../functions/sweep/assemble.ts';
import { validatePullRequest } from '../../../functions/validate-pull-request/assemble.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import type { InProcessHandler } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { Call } from '../../../shared/runtime/event-handler.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { operationOf, type SdkRequest } from '../../support/simulation/sdk-request.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import { type ProvenFunction, stackNameOf } from './names.ts';

/** The real functions, each with the credentials of its own role and the environment of the template. */
export function stackFunctions(
  stack: DeployedStackWorld,
  { config, functions }: { readonly config: Config; readonly functions: readonly ProvenFunction[] },
): readonly (readonly [string, InProcessHandler])[] {
  return functions.map((name) => [stackNameOf(name), handlerOf(stack, name, config)]);
}

type Handle = (event: unknown, call: Call) => Promise<unknown>;

function handlerOf(stack: DeployedStackWorld, name: ProvenFunction, config: Config): InProcessHandler {
  const deployed = lambdaState(stack.scope).functions.get(stackNameOf(name))?.latest;
  if (deployed === undefined) throw new Error(`The stack has no function ${stackNameOf(name)}`);
  const credentials = issueCredentials(stack.scope, { roleArn: deployed.role, sessionName: name });
  // What the template leaves out is noticed: the function would fail on it.
  const environment = {
    ...deployed.environment,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: stack.scope.world.endpoint,
  } as unknown as Environment;
  return async (event, { awsRequestId: requestId }) => {
    const life = new Life(stack, inProcessClientConfig(stack.scope.world, { ...credentials, signed: false }));
    const handle = assembled[name]({ environment, config, stack, settings: life.settings });
    stack.atWork.add(life);
    try {
      const handled = await Promise.race([handle(event, { requestId }), life.ended]);
      stack.log.push(`${name}: ${JSON.stringify(handled)}`);
      return handled;
    } catch (error) {
      stack.log.push(`${name} failed: ${textOf(error)}`);
      throw error;
    } finally {
      stack.atWork.delete(life);
    }
  };
}

type Environment = Parameters<typeof validatePullRequest>[0]['environment'] &
  Parameters<typeof sweep>[0]['environment'] &
  Parameters<typeof replicateRepository>[0]['environment'] &
  Parameters<typeof backUpRepository>[0]['environment'];

interface Parts {
  readonly environment: Environment;
  readonly config: Config;
  readonly stack: DeployedStackWorld;
  readonly settings: Life['settings'];
}

const assembled: Readonly<Record<ProvenFunction, (parts: Parts) => Handle>> = {
  'validate-pull-request': ({ stack, ...parts }) =>
    validatePullRequest({ ...parts, system: systemOf(stack) }),
  'report-build': ({ stack, ...parts }) => reportBuild({ ...parts, system: systemOf(stack) }),
  'serve-badge': ({ environment, settings }) => serveBadge({ environment, settings }),
  sweep: ({ stack, ...parts }) => sweep({ ...parts, system: systemOf(stack) }),
  'replicate-repository': ({ stack, ...parts }) => replicateRepository({ ...parts, system: systemOf(stack) }),
  'back-up-repository': ({ stack, ...parts }) => backUpRepository({ ...parts, system: systemOf(stack) }),
};

function systemOf({ clock, scope }: DeployedStackWorld) {
  return { clock, newRunId: () => scope.world.ids.uuid() };
}

/** One call of a function. It can be killed after an AWS call: nothing is answered any more. */
class Life {
  readonly settings;
  readonly ended: Promise<never>;
  #die: (error: Error) => void = () => {};
  #isDead = false;

  constructor(stack: DeployedStackWorld, client: ReturnType<typeof inProcessClientConfig>) {
    this.ended = new Promise((_resolve, reject) => {
      this.#die = reject;
    });
    // A death that nobody waits for any more is none.
    this.ended.catch(() => undefined);
    const handle = async (request: SdkRequest) => {
      if (this.#isDead) return never();
      const answer = await client.requestHandler.handle(request);
      if (stack.dieAfter !== operationOf(request)) return this.#isDead ? never() : answer;
      stack.dieAfter = undefined;
      this.#isDead = true;
      this.#die(new Error(`The process was killed after ${operationOf(request)}`));
      return never();
    };
    this.settings = { ...client, requestHandler: { handle } };
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}

/** As the log has it: an AggregateError with all that it holds. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(textOf)].join(' ');
  return error instanceof Error ? error.message : String(error);
}
