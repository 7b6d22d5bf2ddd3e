import { Writable } from 'node:stream';
import { createSandbox, type Sandbox } from '../../sandbox/assemble.ts';
import { playTour } from '../../sandbox/tour/tour.ts';
import { tourStack } from './tour-stack.ts';

/** A sandbox with the packaged stack in it, after the tour was played; `printed` is what the tour printed. */
export async function playedSandbox(): Promise<{ sandbox: Sandbox; isWell: boolean; printed: string }> {
  const sandbox = await createSandbox({ template: await tourStack() });
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
