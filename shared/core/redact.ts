import type { Pattern } from './pattern/linear-pattern.ts';

// Shapes of secrets that turn up in build logs. Each is anchored by a fixed prefix or keyword, and a part that must
// be followed by something has an upper limit, so that none can run away on a long line.
const secretShapes: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}/g,
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{20,}/g,
  /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])xox[abprse]-[A-Za-z0-9-]{8,}/g,
  /(?<![A-Za-z0-9])sk_(?:live|test)_[A-Za-z0-9]{10,}/g,
  /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}/g,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{6,600}\.[A-Za-z0-9_-]{4,8000}\.[A-Za-z0-9_-]*/g,
];

// `password=…`, `"apiKey": "…"`: the name stays, the value goes.
const names =
  '(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[A-Za-z0-9_-]{0,40}';
const value = `("[^"]{1,500}"|'[^']{1,500}'|["']?[^\\s"',;&]{4,})`;
const namedSecret = new RegExp(`(${names}["']?\\s{0,4}[:=]\\s{0,4})${value}`, 'gi');
// `--token …` and `password hunter22`. Without a sign between them the value needs the look of a secret, for
// people have to read `Unexpected token export`.
const flaggedSecret = new RegExp(`(--?[A-Za-z0-9-]{0,40}${names}\\s{1,4})${value}`, 'gi');
const spacedSecret = new RegExp(`(${names}\\s{1,4}["']?)((?=[^\\s"',;&]{0,200}\\d)[^\\s"',;&]{8,})`, 'gi');
const authorization =
  /((?:authorization|proxy-authorization)["']?\s{0,4}[:=]\s{0,4}["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;]+/gi;
const urlCredentials = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/]{1,300}@/gi;
const privateKeyHeader = /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/;
const privateKeyFooter = /-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/;

/** A line inside a private key. */
const keyBody = /^\s{0,20}[A-Za-z0-9+/=]{16,}\s*$/;

const hidden = '[redacted]';

/**
 * Takes secrets out of log lines before they leave: known token shapes, values next to secret-like names,
 * credentials in URLs, private keys over several lines, and the configuration's own expressions.
 * It is a net, not a proof: a secret without any shape passes.
 */
export function redactLines(lines: readonly string[], extra: readonly Pattern[] = []): string[] {
  const first = lines.findIndex((line) => privateKeyHeader.test(line) || privateKeyFooter.test(line));
  const isCut = first !== -1 && !privateKeyHeader.test(lines[first] ?? '');
  let inPrivateKey = false;
  return lines.map((line, index) => {
    // The end of a key whose beginning lies before these lines.
    if (isCut && index <= first && (index === first || keyBody.test(line))) return hidden;
    if (privateKeyHeader.test(line)) inPrivateKey = true;
    if (!inPrivateKey) return redactLine(line, extra);
    if (privateKeyFooter.test(line)) inPrivateKey = false;
    return hidden;
  });
}

/** The same for one line. */
export function redactLine(line: string, extra: readonly Pattern[] = []): string {
  let clean = line.replace(urlCredentials, `$1${hidden}@`).replace(authorization, `$1${hidden}`);
  for (const shape of [...secretShapes, ...extra] satisfies readonly Pattern[])
    clean = clean.replace(shape, hidden);
  for (const named of [namedSecret, flaggedSecret, spacedSecret]) clean = clean.replace(named, `$1${hidden}`);
  return clean;
}
