import type { Benchmark } from './benchmark.ts';

/** The benchmarks with these names, all of them for no name; a sentence that lists them for a name that none has. */
export function chooseBenchmarks(
  all: readonly Benchmark[],
  names: readonly string[],
): { readonly benchmarks: readonly Benchmark[] } | { readonly refusal: string } {
  const unknown = names.filter((name) => !all.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const list = all.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n');
    return { refusal: `There is no benchmark called ${unknown.join(', ')}. There are:\n${list}` };
  }
  if (names.length === 0) return { benchmarks: all };
  return { benchmarks: all.filter(({ name }) => names.includes(name)) };
}
