import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from '../support/source-files.ts';

const CODE = /\.(?:ts|mjs|cjs)$/;
const MOST_LINES = 250;
/** More than a reader takes in at a look: the folder wants rooms, each with a name from the field. */
const MOST_FILES = 35;

const FOLDERS = ['functions', 'shared', 'sandbox', 'packaging', 'scripts', 'bench', 'console', 'tests'];
const files = FOLDERS.flatMap((folder) => filesBelow(folder, CODE));

/** What must not stand in code that takes values and gives values. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bfetch\(|\bprocess\.|\bset(?:Timeout|Interval|Immediate)\(|from 'node:|from '@(?:aws-sdk|smithy|middy|aws-lambda-powertools)\//;

describe('source files', () => {
  it('are found', () => {
    expect(files).toContain('shared/config/schema.ts');
    expect(files).toContain('tests/architecture/source-files.test.ts');
  });

  it(`have at most ${MOST_LINES} lines`, () => {
    expect(files.filter((file) => textOf(file).trimEnd().split('\n').length > MOST_LINES)).toEqual([]);
  });

  it(`are at most ${MOST_FILES} in a folder`, () => {
    const here = (folder: string): number =>
      files.filter((file) => file.startsWith(folder) && !file.slice(folder.length).includes('/')).length;
    const folders = [...new Set(files.map((file) => file.slice(0, file.lastIndexOf('/') + 1)))];

    expect(here('tests/architecture/')).toBeGreaterThan(10);
    expect(folders.filter((folder) => here(folder) > MOST_FILES)).toEqual([]);
  });

  it('and their folders are named in kebab-case', () => {
    const named =
      /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d|\.test|\.property\.test)?\.(?:ts|mjs|cjs)$/;

    expect(files.filter((file) => !named.test(file))).toEqual([]);
  });

  it('export nothing by default', () => {
    expect(files.filter((file) => /^export default /m.test(textOf(file)))).toEqual([]);
  });

  it('live in no folder that is called utils, common, lib or services outside the sandbox', () => {
    const catchAll = /(?:^|\/)(?:utils?|common|lib|misc|helpers?)\//;

    expect(files.filter((file) => catchAll.test(file))).toEqual([]);
  });

  it('import Zod only as a namespace, which a bundle can shake', () => {
    const other =
      /^import (?!(?:type )?\* as z from 'zod(?:\/mini)?';|\{ en \} from 'zod\/locales';).* from 'zod(?:\/[^']*)?';$/m;

    expect(other.test("import { z } from 'zod';")).toBe(true);
    expect(other.test("import { z } from 'zod/mini';")).toBe(true);
    expect(files.filter((file) => other.test(textOf(file)))).toEqual([]);
  });
});

describe('what the code cites', () => {
  /** Names in a comment that look like a document in some folder, as `docs/decisions.md` does. */
  const cited = (text: string): string[] =>
    commentsOf(text).flatMap((comment) =>
      [...comment.replace(/\w+:\/\/\S+/g, '').matchAll(/(?<![\w/.])(?:[\w-]+\/)+[\w.-]+\.md\b/g)].map(
        ([name]) => name,
      ),
    );
  const documents = new Set([...filesBelow('docs', /\.md$/), ...filesBelow('sandbox', /\.md$/)]);

  it('is found', () => {
    const document = ['elsewhere', 'builds.md'].join('/');

    expect(cited(`// CodeBuild's rule (${document}, quotas)`)).toEqual([document]);
    expect(cited(`/** See ${document}. */ 'docs/text.md'`)).toEqual([document]);
    expect(cited(`/** https://site.example/${document} */`)).toEqual([]);
    expect(documents).toContain('docs/decisions.md');
  });

  it('exists in the repository or is a public page', () => {
    const missing = files.flatMap((file) =>
      cited(textOf(file))
        .filter((name) => !documents.has(name))
        .map((name) => `${file} cites ${name}`),
    );

    expect(missing).toEqual([]);
  });
});

describe('shared/core and every decide.ts', () => {
  const pure = files.filter((file) => /^shared\/core\/|^functions\/[^/]+\/decide\.ts$/.test(file));

  it('hold no clock, no chance, no network, no process and no import that has one', () => {
    expect(pure.filter((file) => IMPURE.test(withoutComments(textOf(file))))).toEqual([]);
  });

  it.each([
    'const now = new Date();',
    'Date.now()',
    'Math.random()',
    'await fetch(url)',
    'process.env',
    "import { createHash } from 'node:crypto';",
    "import { SQSClient } from '@aws-sdk/client-sqs';",
  ])('would be reported for %s', (line) => {
    expect(IMPURE.test(line)).toBe(true);
  });

  it.each(['new Date(event.time)', 'a process. Another', 'prefetch(x)'])('may hold %s', (line) => {
    expect(IMPURE.test(withoutComments(line.startsWith('a ') ? `// ${line}` : line))).toBe(false);
  });
});

describe('tests', () => {
  /** A reading of a clock that is compared, or a limit of time; the one there is stands in vitest.config.ts. */
  const limit =
    /= performance\.now\(|(?:Date|performance)\.now\(\) *[-+<>]|(?:[-<]|[^=]>) *(?:Date|performance)\.now\(|\btimeout: [\d_]+ *\}\)|^ *\}, [\d_]+\);$/m;
  const tests = files.filter((file) => /^(?:tests|sandbox\/tour)\//.test(file));

  it.each([
    'const startedAt = performance.now();',
    'if (Date.now() > deadline) throw new Error();',
    'expect(Date.now() - startedAt).toBeLessThan(1000);',
    'await expect.poll(look, { timeout: 5_000 }).toBe(true);',
    '  }, 90_000);',
  ])('would be reported for %s', (line) => {
    expect(limit.test(line)).toBe(true);
  });

  it('measure no time and set no limit of it, which a busy machine would break', () => {
    // The tour prints how long its steps took, and does not wait for ever.
    const measuring = [
      'sandbox/tour/progress.ts',
      'sandbox/tour/replication/replicas.ts',
      'sandbox/tour/until.ts',
    ];
    const here = 'tests/architecture/source-files.test.ts';

    expect(tests.filter((file) => file !== here && limit.test(textOf(file)))).toEqual(measuring);
  });
});

describe('the environment', () => {
  it('is read in one file of the product only', () => {
    const readers = files
      .filter((file) => /^(?:functions|shared)\//.test(file))
      .filter((file) => withoutComments(textOf(file)).includes('process.env'));

    expect(readers).toEqual(['shared/runtime/environment.ts']);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

function commentsOf(text: string): string[] {
  return text.match(/\/\*[^]*?\*\/|\/\/.*$/gm) ?? [];
}
