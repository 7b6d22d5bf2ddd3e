import { openAddress } from './replicate/open-address.ts';
import { readArguments, usage } from './replicate/read-arguments.ts';
import { replicateOnce } from './replicate/replicate-once.ts';
import { runCommand } from './run-command.ts';
import { print } from './terminal.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

await runCommand(usage, async (args) => {
  useSandboxKey(process.env);
  const { source, replica, ...options } = readArguments(args);
  const { output, succeeded } = await replicateOnce(
    { source: await openAddress(source, process.env), replica: await openAddress(replica, process.env) },
    options,
  );
  print(output);
  return succeeded ? 0 : 1;
});
