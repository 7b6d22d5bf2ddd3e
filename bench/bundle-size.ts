import type { Benchmark } from './benchmark.ts';
import { peerBytes } from './obtain-peer.ts';
import { packagedFunctions } from './packaged-functions.ts';

/** Of the file that Lambda loads. */
export const bundleBudget = 500_000;

/** What Lambda has to load, in bytes of minified JavaScript; the peer ships its handler with all of SDK v2. */
export const bundleSize: Benchmark = {
  name: 'bundle-size',
  about:
    "Bytes of code per function as packaged, next to the peer's handler as shipped (cdk-pull-request-check 2.3.0).",
  async run() {
    const functions = await packagedFunctions();
    return functions.map(({ name, files, entry }) => {
      const bytes = files[entry]?.byteLength ?? Number.NaN;
      return {
        what: name,
        ours: `${bytes.toLocaleString('en')} B`,
        other: `${peerBytes.toLocaleString('en')} B`,
        ratio: bytes / peerBytes,
        budget: `${bundleBudget.toLocaleString('en')} B`,
        holds: bytes <= bundleBudget,
      };
    });
  },
};
