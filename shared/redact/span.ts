/** A part of a line, from its first character to the one after its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands where a secret stood. */
export const hidden = '[redacted]';

/** The line with each part hidden; parts that overlap are hidden as one. */
export function hideSpans(line: string, spans: readonly Span[]): string {
  if (spans.length === 0) return line;
  let clean = '';
  let at = 0;
  for (const { from, to } of joined(spans)) {
    clean += line.slice(at, from) + hidden;
    at = to;
  }
  return clean + line.slice(at);
}

function joined(spans: readonly Span[]): Span[] {
  const parts: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    const last = parts.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else parts.push({ from, to });
  }
  return parts;
}
