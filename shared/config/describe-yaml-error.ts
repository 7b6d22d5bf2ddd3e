import { type Document, isPair, isScalar, type LineCounter, type Pair, visit, type YAMLError } from 'yaml';
import { formatPath, type Problem } from './problem.ts';

interface Parsed {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** One of the parser's errors as a problem of the file, in words for whoever wrote it. */
export function describeYamlError(error: YAMLError, parsed: Parsed): Problem {
  const [offset] = error.pos;
  const { line, col: column } = parsed.lines.linePos(offset);
  if (error.code === 'MULTIPLE_DOCS') {
    const message = 'a second document begins here (---); the file holds one';
    return { path: '', line, column, message };
  }
  if (error.code === 'DUPLICATE_KEY') return { line, column, ...describeDuplicate(offset, parsed) };
  return { path: '', line, column, message: `is not valid YAML: ${error.message}` };
}

/** The key that stands at the offset, and where the same key stood first. */
function describeDuplicate(offset: number, { document, lines }: Parsed): Pick<Problem, 'path' | 'message'> {
  let found: Pick<Problem, 'path' | 'message'> = {
    path: '',
    message: 'this key stands here twice; the file may hold it once',
  };
  visit(document, {
    Map(_, map, ancestors) {
      const second = map.items.find((pair) => offsetOf(pair) === offset);
      if (second === undefined) return undefined;
      const first = map.items.find((pair) => nameOf(pair) === nameOf(second));
      const { line } = lines.linePos(offsetOf(first) ?? offset);
      const around = ancestors.flatMap((node) => (isPair(node) ? [nameOf(node)] : []));
      found = {
        path: formatPath([...around, nameOf(second)]),
        message: `stands here a second time, after line ${line}; the file may hold it once`,
      };
      return visit.BREAK;
    },
  });
  return found;
}

function offsetOf(pair: Pair | undefined): number | undefined {
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}
