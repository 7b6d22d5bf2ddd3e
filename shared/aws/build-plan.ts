import { createHash } from 'node:crypto';
import type { Build, Project } from '@aws-sdk/client-codebuild';

/**
 * A digest of what a build runs, or of what a project's builds run when nobody overrides anything: source, buildspec,
 * image and machine, every environment variable, service role and time limits. Only what CodeBuild shows of builds
 * and projects alike is in it, so that one can be held against the other; that both are shown in the same form is
 * unconfirmed, so what is empty, false or absent counts as the same.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
export function planOf(of: Build | Project): string {
  const { source, environment } = of;
  const plan = [
    placeOf(source),
    (of.secondarySources ?? []).map((one) => [one.sourceIdentifier, ...placeOf(one)]).sort(byName),
    [environment?.type, environment?.image, environment?.computeType, environment?.privilegedMode],
    (environment?.environmentVariables ?? [])
      .map(({ name, type = 'PLAINTEXT', value }) => [name, type, value])
      .sort(byName),
    of.serviceRole,
    of.timeoutInMinutes,
    of.queuedTimeoutInMinutes,
  ];
  return createHash('sha256').update(JSON.stringify(plan, emptyAsNull)).digest('hex').slice(0, 32);
}

function placeOf(source: Build['source']): readonly unknown[] {
  return [source?.type, source?.location, source?.buildspec, source?.gitCloneDepth, source?.insecureSsl];
}

function byName([one]: readonly unknown[], [other]: readonly unknown[]): number {
  return String(one) < String(other) ? -1 : 1;
}

function emptyAsNull(_key: string, value: unknown): unknown {
  return value === '' || value === false || value === 0 ? null : value;
}
