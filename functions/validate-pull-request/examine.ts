import { type Build, hasEnded, hasEndedBadly } from '../../shared/core/build.ts';
import { defined } from '../../shared/core/defined.ts';
import { isControllerError } from '../../shared/core/error.ts';
import { excerptOf, isEnoughOfLog } from '../../shared/core/excerpt.ts';
import type { Pattern } from '../../shared/core/pattern/linear-pattern.ts';
import type { BuildLogs, Builds } from '../../shared/core/ports.ts';
import type { CheckState } from '../../shared/core/pull-request-record.ts';
import { redactLine } from '../../shared/redact/redact.ts';
import type { ObservedBuild } from './observed.ts';

export interface ExaminePorts {
  readonly builds: Pick<Builds, 'testTotals'>;
  readonly logs: BuildLogs;
  readonly logLines: number;
  readonly redact: readonly Pattern[];
}

/**
 * Adds what explains a build that has ended: its test reports, and when it ended badly the lines of its log. `state` is
 * what is known of this build already, and is not read again.
 */
export async function examine(
  ports: ExaminePorts,
  state: CheckState | undefined,
  found: Build,
): Promise<ObservedBuild> {
  const build = withoutSecrets(found, ports.redact);
  if (!hasEnded(build)) return { build };
  const problems: string[] = [];
  const [tests, excerpt] = await Promise.all([
    build.reportArns.length > 0 && state?.tests === undefined
      ? orTell(problems, 'The test reports', () => ports.builds.testTotals(build.reportArns))
      : undefined,
    hasEndedBadly(build) && state?.excerpt === undefined
      ? orTell(problems, 'The log', () => excerptFrom(ports, build))
      : undefined,
  ]);
  return defined({
    build,
    tests,
    excerpt,
    problem: problems.length > 0 ? problems.join(' ') : undefined,
  });
}

/** The secrets that only the configuration knows; those of well-known shapes are removed by `diagnose`. */
function withoutSecrets(build: Build, redact: readonly Pattern[]): Build {
  if (redact.length === 0) return build;
  const phases = build.phases.map((phase) =>
    phase.context
      ? { ...phase, context: { ...phase.context, message: redactLine(phase.context.message, redact) } }
      : phase,
  );
  return { ...build, phases };
}

/** Nothing when the log has no lines, which only means that they have not arrived. */
async function excerptFrom(ports: ExaminePorts, build: Build): Promise<readonly string[] | undefined> {
  if (build.log === undefined) return undefined;
  const lines = await ports.logs.tail(build.log, isEnoughOfLog);
  if (lines.length === 0) return undefined;
  return excerptOf(lines, { lines: ports.logLines, lineLength: 240 }, ports.redact);
}

/**
 * A result must reach the author even when a part of it cannot be read; the comment says why it is missing, and it is
 * read again soon.
 */
async function orTell<Answer>(
  problems: string[],
  what: string,
  read: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isControllerError(error) || (error.class !== 'configuration' && error.class !== 'upstream'))
      throw error;
    problems.push(`${what} could not be read. ${error.message}`);
    return undefined;
  }
}
