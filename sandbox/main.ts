import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type SandboxOptions } from './assemble.ts';
import { readOptions } from './read-options.ts';
import { administratorKey } from './services/iam/credentials.ts';

// npm run sandbox [-- --port N --speed K --persist FOLDER]
const usage = `Usage: npm run sandbox [-- --port N --speed K --persist FOLDER]
  --port N          where to listen, 4566 without it
  --speed K         runs K times faster than real time
  --persist FOLDER  keeps everything in the folder and goes on from there`;

const artifactFolder = join(import.meta.dirname, '..', '.serverless');
const templateFile = join(artifactFolder, 'cloudformation-template-update-stack.json');
const template = { templateFile, artifactFolder, stackName: 'drawbridge-sandbox' };

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(options: SandboxOptions): Promise<void> {
  const startedAt = performance.now();
  const sandbox = await createSandbox({ ...options, ...(existsSync(templateFile) && { template }) });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`The sandbox listens on ${sandbox.world.endpoint} (ready in ${seconds} s). Ctrl-C stops it.
${stackLine()}

  export AWS_ENDPOINT_URL=${sandbox.world.endpoint}
  export AWS_ACCESS_KEY_ID=${administratorKey.accessKeyId} AWS_SECRET_ACCESS_KEY=${administratorKey.secretAccessKey}
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
`);
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    void sandbox.stop().then(() => process.exit());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

function stackLine(): string {
  return existsSync(templateFile)
    ? `The stack ${template.stackName} is deployed in us-east-1, as npm run package left it.`
    : 'No stack is deployed: npm run package makes one, and the next start deploys it.';
}
