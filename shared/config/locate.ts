import { type Document, isMap, isPair, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { ConfigPath } from './problem.ts';

/** What of the place is meant: the key that names it, or the value it holds. */
export type Aspect = 'key' | 'value';

/**
 * Line and column of a place in a parsed file. Where the file has no such place (a missing key), those of the
 * nearest thing around it that exists.
 */
export function locate(
  document: Document.Parsed,
  lines: LineCounter,
  place: { path: ConfigPath; aspect: Aspect },
): { line: number; column: number } {
  let node: unknown = document.contents;
  let key: unknown;
  let depth = 0;
  for (const part of place.path) {
    const step = stepInto(node, part);
    if (step === undefined) break;
    ({ key, node } = step);
    depth += 1;
  }
  const isThere = depth === place.path.length;
  const target = key !== undefined && (place.aspect === 'key' || !isThere || !hasRange(node)) ? key : node;
  const { line, col } = lines.linePos(hasRange(target) ? target.range[0] : 0);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function stepInto(node: unknown, part: string | number): { key?: unknown; node: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return isPair(pair) ? { key: pair.key, node: pair.value } : undefined;
  }
  if (isSeq(node) && typeof part === 'number' && part < node.items.length)
    return { key: undefined, node: node.items[part] };
  return undefined;
}

function hasRange(node: unknown): node is Node & { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
