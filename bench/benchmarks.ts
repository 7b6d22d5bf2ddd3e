import { awsCalls } from './aws-calls.ts';
import type { Benchmark } from './benchmark.ts';
import { bundleSize } from './bundle-size.ts';
import { fleet } from './fleet.ts';
import { packaging } from './packaging.ts';
import { peer } from './peer.ts';
import { processStart } from './process-start.ts';
import { replication } from './replication.ts';
import { sandboxStart } from './sandbox-start.ts';

/** Every benchmark, in the order in which they run: what is timed comes before what makes the machine warm. */
export const benchmarks: readonly Benchmark[] = [
  bundleSize,
  processStart,
  sandboxStart,
  packaging,
  awsCalls,
  fleet,
  peer,
  replication,
];
