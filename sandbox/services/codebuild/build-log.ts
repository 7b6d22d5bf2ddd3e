import { appendLog } from '../../kernel/offers/logs.ts';
import { arnOf, partitionOf, type Scope } from '../../kernel/world.ts';
import type { Build, BuildLogs } from './build.ts';
import type { LogsConfig } from './project.ts';

/** Writes a build's log, live. */
export interface BuildLog {
  /** A line of CodeBuild's own: `[Container] 2026/03/02 13:41:30.123456 Entering phase INSTALL`. */
  container(text: string): void;
  /** Lines that a command wrote, without their line ends. */
  output(lines: readonly string[]): void;
  /** From now on these texts are written as `***`, as CodeBuild does with secrets it resolved. */
  hide(secrets: readonly string[]): void;
}

/** The log of a build; writes nothing before the build has a stream, or when the project switched logs off. */
export function buildLog(scope: Scope, build: Build): BuildLog {
  const hidden: string[] = [];
  const write = (lines: readonly string[]) => {
    const { groupName, streamName } = build.logs;
    if (groupName === undefined || streamName === undefined || lines.length === 0) return;
    const timestamp = scope.world.clock.now();
    const events = lines.map((line) => ({ timestamp, message: `${mask(line, hidden)}\n` }));
    appendLog(scope, { group: groupName, stream: streamName }, events);
  };
  return {
    container: (text) => write([`[Container] ${containerTime(scope.world.clock.now())} ${text}`]),
    output: write,
    hide(secrets) {
      // Very short values would blacken half the log; CodeBuild's own limit is unconfirmed.
      hidden.push(...secrets.filter((secret) => secret.length >= 4));
    },
  };
}

function mask(line: string, hidden: readonly string[]): string {
  return hidden.reduce((text, secret) => text.replaceAll(secret, '***'), line);
}

/** `2026/03/02 13:41:30.123456`, UTC. */
function containerTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  return `${date.replaceAll('-', '/')} ${time.slice(0, 12)}000`;
}

/** A build's `logs` before its stream exists: links and ARN name `null`, as CodeBuild writes them. */
export function logsBeforeStart(scope: Scope, config: LogsConfig): BuildLogs {
  return {
    deepLink: `${consoleOf(scope)}/cloudwatch/home?region=${scope.region}#logEvent:group=null;stream=null`,
    cloudWatchLogsArn: arnOf(scope, 'logs', 'log-group:null:log-stream:null'),
    cloudWatchLogs: config.cloudWatchLogs ?? { status: 'ENABLED' },
  };
}

/**
 * A build's `logs` once it writes: `/aws/codebuild/PROJECT` and the build's UUID, or what the project configured.
 * A project with CloudWatch logs switched off keeps the ones from before its start.
 */
export function logsAfterStart(scope: Scope, build: Build, config: LogsConfig): BuildLogs {
  const settings = config.cloudWatchLogs ?? { status: 'ENABLED' };
  if (settings.status === 'DISABLED') return build.logs;
  const uuid = build.id.slice(build.id.indexOf(':') + 1);
  const groupName = settings.groupName || `/aws/codebuild/${build.projectName}`;
  const streamName = settings.streamName ? `${settings.streamName}/${uuid}` : uuid;
  return {
    groupName,
    streamName,
    deepLink: `${consoleOf(scope)}/cloudwatch/home?region=${scope.region}#logsV2:log-groups/log-group/${twice(groupName)}/log-events/${twice(streamName)}`,
    cloudWatchLogsArn: arnOf(scope, 'logs', `log-group:${groupName}:log-stream:${streamName}`),
    cloudWatchLogs: settings,
  };
}

/** The console's fragments are percent-encoded twice, the second time with `$` for `%`. */
function twice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}

function consoleOf({ region }: Scope): string {
  const hosts = {
    aws: 'https://console.aws.amazon.com',
    'aws-cn': 'https://console.amazonaws.cn',
    'aws-us-gov': 'https://console.amazonaws-us-gov.com',
  };
  return hosts[partitionOf(region)];
}
