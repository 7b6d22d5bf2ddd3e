import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../kernel/errors.ts';
import { addFault, clearFaults, type FaultDescription, listFaults } from '../kernel/faults.ts';
import { scopeOf, type World } from '../kernel/world.ts';
import { policyUsage } from '../services/iam/usage.ts';
import { readBody } from './read-body.ts';

type Answer = readonly [status: number, body: unknown];

/**
 * The sandbox's own switches, JSON in and out: `GET /_sandbox/health`, `GET /_sandbox/policy-usage`, and
 * `GET`, `POST`, `DELETE /_sandbox/faults` (`?id=` for one of them).
 */
export async function handleControl(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [status, body] = await answer(world, request);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}

async function answer(world: World, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', world.endpoint);
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /_sandbox/health':
      return [
        200,
        { status: 'ready', account: world.account, time: new Date(world.clock.now()), speed: world.speed },
      ];
    case 'GET /_sandbox/policy-usage':
      return [200, describeUsage(world)];
    case 'GET /_sandbox/faults':
      return [200, { faults: listFaults(world) }];
    case 'POST /_sandbox/faults':
      return switchOn(world, await readBody(request));
    case 'DELETE /_sandbox/faults':
      return [200, { switchedOff: clearFaults(world, url.searchParams.get('id') ?? undefined) }];
    default:
      return [404, { message: `The sandbox has no switch ${request.method} ${url.pathname}.` }];
  }
}

function switchOn(world: World, body: Buffer): Answer {
  try {
    // addFault looks at every member itself and says what is wrong with it.
    return [201, addFault(world, JSON.parse(body.toString('utf8')) as FaultDescription)];
  } catch (error) {
    if (!(error instanceof AwsError) && !(error instanceof SyntaxError)) throw error;
    return [400, { message: error.message }];
  }
}

function describeUsage(world: World): unknown {
  const { statements, refusals } = policyUsage(scopeOf(world, 'us-east-1'));
  return {
    statements: statements.map((statement) => ({ ...statement, used: Object.fromEntries(statement.used) })),
    refusals,
  };
}
