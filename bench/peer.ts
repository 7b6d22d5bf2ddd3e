import type { Benchmark } from './benchmark.ts';
export const peer: Benchmark = { name: 'peer', about: 'x', run: async () => [] };
