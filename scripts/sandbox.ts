import { join } from 'node:path';
import { packageStack } from '../packaging/package-stack.ts';

// npm run sandbox [-- --port N --speed K --persist FOLDER]: packages the stack when something changed, then runs it
// in the sandbox, without the tour. The sandbox itself knows nothing of packaging: it deploys what is there.
try {
  await packageStack(join(import.meta.dirname, '..'));
  await import('../sandbox/main.ts');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
