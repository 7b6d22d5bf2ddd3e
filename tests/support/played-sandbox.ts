import { Writable } from 'node:stream';
import { packageStack } from '../../packaging/package-stack.ts';
import { createSandbox, type Sandbox } from '../../sandbox/assemble.ts';
import { playTour } from '../../sandbox/tour/tour.ts';
import { root } from './source-files.ts';

/** A sandbox with the packaged stack in it, after the tour was played; `printed` is what the tour printed. */
export async function playedSandbox(): Promise<{ sandbox: Sandbox; isWell: boolean; printed: string }> {
  const stack = await packageStack(root);
  const sandbox = await createSandbox({ template: { ...stack, stackName: 'drawbridge-sandbox' } });
  const printed: string[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed.push(chunk.toString());
      done();
    },
  });
  const isWell = await playTour(sandbox.world, out);
  return { sandbox, isWell, printed: printed.join('') };
}
