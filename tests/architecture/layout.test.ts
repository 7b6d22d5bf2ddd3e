import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { filesBelow, textOf } from '../support/source-files.ts';

const Stack = z.object({ functions: z.record(z.string(), z.string()) });
const FunctionFile = z.object({
  handler: z.string(),
  events: z.array(z.object({ eventBridge: z.object({ pattern: Pattern().optional() }) })).default([]),
});
const Sample = z.object({ source: z.string(), 'detail-type': z.string() });

const { functions } = Stack.parse(parse('serverless.yml'));
const folders = filesBelow('functions', /\/function\.yml$/).map((file) => file.split('/')[1] ?? '');

describe('the folders of functions', () => {
  it('are those that serverless.yml names, each with its own function.yml', () => {
    const expected = Object.fromEntries(
      folders.map((name) => [name, `\${file(functions/${name}/function.yml)}`]),
    );

    expect(folders.length).toBeGreaterThan(0);
    expect(functions).toEqual(expected);
  });

  it.each(folders)('%s holds the handler that its function.yml names', (name) => {
    expect(FunctionFile.parse(parse(`functions/${name}/function.yml`)).handler).toBe(
      `functions/${name}/handler.handler`,
    );
    expect(filesBelow(`functions/${name}`, /\/handler\.ts$/)).toEqual([`functions/${name}/handler.ts`]);
  });

  it('wake on events of which there is a sample', () => {
    const samples = filesBelow('events', /\.json$/)
      .map((file) => Sample.safeParse(JSON.parse(textOf(file))).data)
      .map((sample) => sample && `${sample.source}: ${sample['detail-type']}`);
    const patterns = folders.flatMap((name) =>
      FunctionFile.parse(parse(`functions/${name}/function.yml`)).events.flatMap(({ eventBridge }) =>
        eventBridge.pattern ? [eventBridge.pattern] : [],
      ),
    );
    const awaited = patterns.flatMap((pattern) =>
      pattern.source.flatMap((source) => pattern['detail-type'].map((type) => `${source}: ${type}`)),
    );

    expect(awaited.length).toBeGreaterThan(0);
    expect(awaited.filter((event) => !samples.includes(event))).toEqual([]);
  });
});

function Pattern() {
  return z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) });
}

/** CloudFormation's own tags (!Ref, !GetAtt) are read as what they stand before. */
function parse(file: string): unknown {
  return parseDocument(textOf(file), { logLevel: 'silent' }).toJS();
}
