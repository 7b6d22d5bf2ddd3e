// What runs inside a function's process: asks the Runtime API for calls, hands each to the handler, and reports
// what came of it. Plain JavaScript without imports, so that it costs the function's start as little as possible.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
const http = process.getBuiltinModule('node:http');
const { createRequire } = process.getBuiltinModule('node:module');
const path = process.getBuiltinModule('node:path');
const { existsSync, writeSync } = process.getBuiltinModule('node:fs');
const { inspect, format } = process.getBuiltinModule('node:util');
const { pathToFileURL } = process.getBuiltinModule('node:url');

const [host, ...pathParts] = process.env.AWS_LAMBDA_RUNTIME_API.split('/');
const base = `${['', ...pathParts].join('/')}/2018-06-01/runtime`;
const [hostname, port] = host.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requestId = '';

patchConsole();
process.on('unhandledRejection', (reason) => {
  void endWith({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason),
    trace: traceOf(reason),
  });
});
process.on('uncaughtException', (error) => endWith(describe(error)));

const handler = await loadHandler().catch((error) => endWith(describeLoadError(error)));
if (handler) for (;;) await serveOne(handler);

async function serveOne(handle) {
  const call = await request('GET', '/invocation/next');
  requestId = call.headers['lambda-runtime-aws-request-id'];
  const traceId = call.headers['lambda-runtime-trace-id'];
  if (traceId) process.env._X_AMZN_TRACE_ID = traceId;
  let report;
  try {
    const answer = await handle(JSON.parse(call.body), contextOf(call.headers));
    report = ['response', JSON.stringify(answer) ?? 'null'];
  } catch (error) {
    console.error('Invoke Error', error);
    report = ['error', JSON.stringify(describe(error))];
  }
  endOfOutput();
  await request('POST', `/invocation/${requestId}/${report[0]}`, report[1]);
}

function contextOf(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

async function loadHandler() {
  const [, folder, module, exported] = /^(.*?)([^/.]+)\.(.+)$/.exec(process.env._HANDLER) ?? [];
  if (module === undefined) throw loadError('Runtime.MalformedHandlerName', 'Bad handler');
  const root = path.resolve(process.env.LAMBDA_TASK_ROOT, folder, module);
  const file = ['', '.js', '.mjs', '.cjs'].map((ending) => root + ending).find(isFile);
  if (file === undefined)
    throw loadError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const loaded = await load(file);
  const found = exported.split('.').reduce((value, name) => value?.[name], loaded);
  if (typeof found !== 'function')
    throw loadError('Runtime.HandlerNotFound', `${process.env._HANDLER} is undefined or not exported`);
  // Node.js 24 is the first runtime of Lambda without callbacks; the wording of its error is unconfirmed.
  if (found.length > 2)
    throw loadError(
      'Runtime.CallbackHandlerDeprecated',
      `${process.env._HANDLER} takes a callback, which Lambda no longer supports from Node.js 24 on`,
    );
  return found;
}

function isFile(file) {
  return path.extname(file) !== '' && existsSync(file);
}

async function load(file) {
  if (file.endsWith('.mjs')) return import(pathToFileURL(file).href);
  try {
    return createRequire(file)(file);
  } catch (error) {
    if (error?.code === 'ERR_REQUIRE_ASYNC_MODULE') return import(pathToFileURL(file).href);
    throw error;
  }
}

function loadError(errorType, message) {
  return Object.assign(new Error(message), { name: errorType });
}

function describeLoadError(error) {
  if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND')
    return {
      ...describe(error),
      errorType: 'Runtime.ImportModuleError',
      errorMessage: `Error: ${error.message}`,
    };
  if (error instanceof SyntaxError)
    return {
      ...describe(error),
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: `SyntaxError: ${error.message}`,
    };
  return describe(error);
}

function describe(error) {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error))
    return { errorType: error.name ?? 'Error', errorMessage: String(error.message), trace: traceOf(error) };
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function traceOf(error) {
  return typeof error?.stack === 'string' ? error.stack.split('\n') : [];
}

/** Reports what the process cannot live with, then ends it. */
async function endWith(failure) {
  console.error(requestId ? 'Uncaught Exception' : 'Init Error', failure);
  endOfOutput();
  await request(
    'POST',
    requestId ? `/invocation/${requestId}/error` : '/init/error',
    JSON.stringify(failure),
  ).catch(() => undefined);
  process.exit(129);
}

/** Tells the sandbox that all output of this call has been written. */
function endOfOutput() {
  const mark = `\n\u0000end-of-output ${requestId}\n`;
  writeSync(1, mark);
  writeSync(2, mark);
}

function request(method, resource, body) {
  return new Promise((resolve, reject) => {
    const sent = http.request(
      {
        hostname,
        port,
        method,
        path: base + resource,
        agent,
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ headers: response.headers, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Lines get time, request id and level in front, and stay one event each when they hold line breaks. */
function patchConsole() {
  const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
  for (const [method, level] of Object.entries(levels)) {
    const stream = level === 'ERROR' || level === 'WARN' ? process.stderr : process.stdout;
    console[method] = (...values) => {
      const text = values.map((value) => (value instanceof Error ? inspect(value) : value));
      const line = [new Date().toISOString(), requestId || 'undefined', level, format(...text)].join('\t');
      stream.write(`${line.replace(/\n/g, '\r')}\n`);
    };
  }
}
