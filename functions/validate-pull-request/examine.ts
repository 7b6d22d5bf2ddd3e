import { type Build, hasEnded, hasEndedBadly } from '../../shared/core/build.ts';
import { defined } from '../../shared/core/defined.ts';
import { diagnose } from '../../shared/core/diagnosis.ts';
import { isControllerError } from '../../shared/core/error.ts';
import type { Pattern } from '../../shared/core/pattern/linear-pattern.ts';
import type { BuildLogs, Builds } from '../../shared/core/ports.ts';
import type { CheckState } from '../../shared/core/pull-request-record.ts';
import type { Reason } from '../../shared/core/reason.ts';
import type { Instant } from '../../shared/core/time.ts';
import type { reachesFailure, reasonOf } from '../../shared/reasons/reason-of.ts';
import { redactLine } from '../../shared/redact/redact.ts';
import type { ObservedBuild } from './observed.ts';

/** `shared/reasons/reason-of.ts`, which only a failed build needs. */
export type LogReader = () => Promise<{
  readonly reasonOf: typeof reasonOf;
  readonly reachesFailure: typeof reachesFailure;
}>;

export interface ExaminePorts {
  readonly builds: Pick<Builds, 'testTotals'>;
  readonly logs: BuildLogs;
  readonly reasons: LogReader;
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
  const [tests, reason] = await Promise.all([
    build.reportArns.length > 0 && state?.tests === undefined
      ? orTell(problems, 'The test reports', () => ports.builds.testTotals(build.reportArns))
      : undefined,
    hasEndedBadly(build) && !isExplained(state)
      ? orTell(problems, 'The log', () => reasonFrom(ports, build, problems))
      : undefined,
  ]);
  return defined({
    build,
    tests,
    reason,
    problem: problems.length > 0 ? problems.join(' ') : undefined,
  });
}

function isExplained(state: CheckState | undefined): boolean {
  return state?.reason !== undefined || state?.excerpt !== undefined;
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

/** A log without the failing part that is longer is not read to its beginning. */
const mostLines = 1_000;

/** By how much the time of a log's line may differ from that of its phase; CloudWatch's and CodeBuild's clocks are two. */
const clockDifferenceMs = 5_000;

/** Nothing when the log has no lines, which only means that they have not arrived. */
async function reasonFrom(
  ports: ExaminePorts,
  build: Build,
  problems: string[],
): Promise<Reason | undefined> {
  if (build.log === undefined) return undefined;
  const read = await ports.reasons();
  const phase = diagnose(build)?.phase;
  const reaches = (lines: readonly string[]): boolean => read.reachesFailure(lines, phase);
  const end = await ports.logs.tail(build.log, (lines) => lines.length >= mostLines || reaches(lines));
  if (end.length === 0) return undefined;
  const part = reaches(end) ? undefined : partOf(build, phase);
  const lines = part === undefined ? end : await ports.logs.tail({ ...build.log, ...part }, reaches);
  const reason = read.reasonOf(lines.length > 0 ? lines : end, {
    limits: { lines: ports.logLines, lineLength: 240 },
    redact: ports.redact,
    phase,
  });
  if (reason === undefined) problems.push(notAmong(phase, lines.length + (part ? end.length : 0)));
  return reason;
}

/** Lines of something else would be worse than none. */
function notAmong(phase: string | undefined, read: number): string {
  return `What ${phase ?? 'the failing phase'} printed is not among the ${read} lines of the log that could be read.`;
}

/** When the failing phase ran, should it have run commands: its lines are those of that time. */
function partOf(build: Build, phase: string | undefined): { from: Instant; until: Instant } | undefined {
  const found = build.phases.find(({ type }) => type === phase);
  if (found?.startedAt === undefined || found.endedAt === undefined) return undefined;
  return { from: found.startedAt - clockDifferenceMs, until: found.endedAt + clockDifferenceMs };
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
