import { isControllerError } from '../shared/core/error.ts';
import { openAddress } from './replicate/open-address.ts';
import { readArguments } from './replicate/read-arguments.ts';
import { replicateOnce } from './replicate/replicate-once.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run replicate -- <source url> <replica url> [--dry-run] [--keep] [--json]: makes the branches and tags of one git
// repository those of another, by the engine that the stack uses, and without a clone.
// It ends with 0 when nothing was refused or left, and with 1 when something was, or when a server cannot be worked
// with.
try {
  useSandboxKey(process.env);
  const { source, replica, ...options } = readArguments(process.argv.slice(2));
  const { output, succeeded } = await replicateOnce(
    { source: await openAddress(source, process.env), replica: await openAddress(replica, process.env) },
    options,
  );
  process.stdout.write(output);
  process.exitCode = succeeded ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (isControllerError(error) && error.remedy !== undefined) console.error(error.remedy);
  process.exitCode = 1;
}
