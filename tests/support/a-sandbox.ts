import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/assemble.ts';

/** A sandbox whose administrator has the secret `test`, as every client of the tests signs. */
export function aSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox({ adminSecret: 'test', ...options });
}
