import { handOutKey } from './access/hand-out.ts';
import { type AccessOptions, accessUsage } from './access/options.ts';
import { createSandbox, type SandboxOptions } from './assemble.ts';
import { readOptions } from './read-options.ts';

// npm run sandbox [-- --port N --speed K --persist FOLDER --stack FOLDER]; scripts/sandbox.ts packages a stack first.
const usage = `Usage: npm run sandbox [-- --mine --no-stack --port N --speed K --persist FOLDER]
  --mine            deploys the stack of your drawbridge.yml; without it, that of the tour
  --no-stack        deploys nothing: npm run deploy can, with AWS_ENDPOINT_URL
  --port N          where to listen, 4566 without it
  --speed K         runs K times faster than real time
  --persist FOLDER  keeps everything in the folder and goes on from there
  --stack FOLDER    deploys the stack that was packaged into the folder, and packages none
${accessUsage}`;

/** Ctrl-C, a supervisor, and a terminal that is closed. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// What is kept, and whatever is written on the way there, is this user's alone.
process.umask(0o077);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(options: SandboxOptions & AccessOptions): Promise<void> {
  const startedAt = performance.now();
  const sandbox = await createSandbox(options);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const key = await handOutKey(sandbox.world, options, process.env).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  console.log(`The sandbox listens on ${sandbox.world.endpoint} (ready in ${seconds} s). Ctrl-C stops it.
${stackLine(options)}

${key.text}`);
  const stop = () => {
    for (const signal of stopSignals) process.off(signal, stop);
    void Promise.all([key.takeBack(), sandbox.stop()]).then(() => process.exit());
  };
  for (const signal of stopSignals) process.on(signal, stop);
}

function stackLine({ template }: SandboxOptions): string {
  return template === undefined
    ? 'No stack is deployed.'
    : `The stack ${template.stackName} is deployed in us-east-1.`;
}
