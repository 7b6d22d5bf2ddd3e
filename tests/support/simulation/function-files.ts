import { parse } from 'yaml';
import * as z from 'zod';
import { configNames } from '../../../packaging/config-names.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { textOf } from '../source-files.ts';

/** The functions that pull requests need. */
export const functionNames = ['validate-pull-request', 'report-build', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number] | 'replicate-repository' | 'back-up-repository';

/** What processes run: the functions, and the build that takes replications over. */
export type ProgramName = FunctionName | 'replication-runner';

const RetryPolicy = z.object({ maximumEventAge: z.number(), maximumRetryAttempts: z.number() });

const FunctionFile = z.object({
  timeout: z.number(),
  maximumRetryAttempts: z.number(),
  maximumEventAge: z.number(),
  events: z.array(
    z.object({
      eventBridge: z.object({
        name: z.string(),
        pattern: z.record(z.string(), z.unknown()).optional(),
        retryPolicy: RetryPolicy,
      }),
    }),
  ),
});

/** What a function's own file says of its triggers and limits. */
export type FunctionFile = z.infer<typeof FunctionFile>;

export type FunctionFiles = Readonly<Partial<Record<FunctionName, FunctionFile>>>;

const known = new Map<Config, FunctionFiles>();

/** The files of these functions, read once for each configuration: every run has one of a few. */
export function functionFiles(names: readonly FunctionName[], config: Config): FunctionFiles {
  const found = known.get(config);
  if (found) return found;
  const files = Object.fromEntries(names.map((name) => [name, functionFile(name, config)]));
  known.set(config, files);
  return files;
}

/** Reads `functions/<name>/function.yml` with what it names of the configuration put in. */
function functionFile(name: FunctionName, config: Config): FunctionFile {
  const names: Readonly<Record<string, readonly unknown[]>> = configNames(config, 'us-east-1');
  const text = textOf(`functions/${name}/function.yml`)
    .replaceAll('${self:service}-${sls:stage}', 'drawbridge-prod')
    .replaceAll(/\$\{drawbridge:([a-z-]+)\}/g, (_all, wanted: string) => JSON.stringify(names[wanted] ?? []));
  // The tags are CloudFormation's (!Ref, !GetAtt); what they stand for is not needed here.
  return FunctionFile.parse(parse(text, { logLevel: 'silent' }));
}
