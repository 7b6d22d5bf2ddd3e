import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Row } from './benchmark.ts';
import { functionEnvironment } from './function-environment.ts';

/** An event for each function that makes it call AWS. */
const events: Readonly<Record<string, unknown>> = {
  'validate-pull-request': { drawbridge: 'due', pullRequestId: '1' },
  'report-build': { drawbridge: 'due', project: 'harbor-unit', branch: 'main' },
  'replicate-repository': { drawbridge: 'due', repository: 'harbor-ledger', replica: 'eu-west-2' },
  'back-up-repository': { drawbridge: 'due', backup: 'ledger' },
  sweep: { drawbridge: 'sweep' },
  'serve-badge': {
    rawPath: '/branch/harbor-ledger-ci/main.svg',
    headers: {},
    requestContext: { http: { method: 'GET' } },
  },
};

// Lambda's context as far as the functions look at it; what the handler gives or throws is of no interest here.
const script = `
const [file, event] = process.argv.slice(1);
const context = { functionName: 'bench', memoryLimitInMB: '256', awsRequestId: '1', invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:bench', getRemainingTimeInMillis: () => 5000 };
process.stdout.write = () => true;
require(file).handler(JSON.parse(event), context).catch(() => {}).then(() => {
  process.send(process.moduleLoadList.filter((name) => name.includes('undici')));
  process.disconnect();
});
`;

/** Runs the handler against a server that refuses every call, and looks whether undici was loaded on the way. */
export async function firstCallRow({ name, file }: { name: string; file: string }): Promise<Row> {
  const what = `${name}: no undici after the first AWS call`;
  const event = events[name];
  if (event === undefined)
    return {
      what,
      ours: 'not measured: the benchmark has no event for it',
      budget: 'none loaded',
      holds: false,
    };
  const { server, requests, endpoint } = await startRefusing();
  try {
    const loaded = await loadedUndici({ file, event, endpoint });
    if (requests.count === 0)
      return { what, ours: 'no AWS call was made', budget: 'none loaded', holds: false };
    return {
      what,
      ours: loaded.length === 0 ? 'none loaded' : `${loaded.length} modules`,
      budget: 'none loaded',
      holds: loaded.length === 0,
    };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function startRefusing(): Promise<{ server: Server; requests: { count: number }; endpoint: string }> {
  const requests = { count: 0 };
  const server = createServer((request, response) => {
    requests.count += 1;
    request.resume();
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify({ __type: 'AccessDeniedException', message: 'This server refuses everything' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, requests, endpoint: `http://127.0.0.1:${port}` };
}

function loadedUndici(parts: { file: string; event: unknown; endpoint: string }): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--eval', script, '--', parts.file, JSON.stringify(parts.event)], {
      env: functionEnvironment(parts.endpoint),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let loaded: readonly string[] | undefined;
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    // The script above sends one list of names.
    child.on('message', (names) => {
      loaded = names as readonly string[];
    });
    child.on('error', reject);
    child.on('exit', () => {
      if (loaded !== undefined) resolve(loaded);
      else reject(new Error(`${parts.file} could not be run:\n${output.trim()}`));
    });
  });
}
