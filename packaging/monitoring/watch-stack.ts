import type { Config } from '../../shared/config/schema.ts';
import { backupsIn } from '../../shared/core/backup-rules.ts';
import { logicalId } from '../logical-id.ts';
import type { CloudFormationResource } from '../template.ts';
import { backupAlarm } from './backup-alarm.ts';
import { dashboard, type ShownFunction } from './dashboard.ts';
import { functionAlarms } from './function-alarms.ts';
import { lagAlarm } from './lag-alarm.ts';
import { sweepAlarm } from './sweep-alarm.ts';

/** The logical id in serverless.yml of the topic that every alarm tells. */
export const OPERATOR_TOPIC = 'OperatorTopic';

/** The stack, as far as it is watched. */
interface WatchedStack {
  /**
   * `drawbridge-prod`. It is also the `service` of the functions' logs and metrics (POWERTOOLS_SERVICE_NAME in
   * serverless.yml), so that two stages in one Region do not share theirs.
   */
  readonly name: string;
  readonly region: string;
  readonly functions: readonly (ShownFunction & { readonly timeoutSeconds: number })[];
}

/**
 * What tells the operators how the stack does: the alarms of its functions, of the sweep, and of each replication and
 * backup that this Region's stack keeps, and the dashboard.
 */
export function watchStack(config: Config, stack: WatchedStack): Record<string, CloudFormationResource> {
  const always = { ...ofFunctions(stack), ...ofSweep(stack) };
  const deadLetterQueue = `${stack.name}-dead-letters`;
  return {
    ...always,
    ...ofReplications(config, stack),
    ...ofBackups(config, stack),
    Dashboard: dashboard({
      service: stack.name,
      deadLetterQueue,
      // The queue's alarm, which stands in serverless.yml, has its name.
      alarmNames: [deadLetterQueue, ...Object.values(always).map(nameOf)],
      functions: stack.functions,
    }),
  };
}

function ofFunctions({ functions }: WatchedStack): Record<string, CloudFormationResource> {
  const alarms = functions.flatMap(({ job, functionName, timeoutSeconds }) =>
    Object.entries(functionAlarms({ functionName, timeoutSeconds, topic: OPERATOR_TOPIC })).map(
      ([kind, resource]) => [logicalId(job, kind), resource] as const,
    ),
  );
  return Object.fromEntries(alarms);
}

function ofSweep({ name, functions }: WatchedStack): Record<string, CloudFormationResource> {
  const sweep = functions.find(({ job }) => job === 'sweep');
  if (sweep === undefined) return {};
  const { functionName } = sweep;
  return { SweepMissingAlarm: sweepAlarm({ functionName, service: name, topic: OPERATOR_TOPIC }) };
}

/** For the replications that this Region's stack keeps; their metrics are in this Region too. */
function ofReplications(
  { replication }: Config,
  stack: WatchedStack,
): Record<string, CloudFormationResource> {
  const alarms = Object.entries(replication)
    .filter(([, { from }]) => from === stack.region)
    .map(([name]) => {
      const alarmName = `${stack.name}-replication-lag-${name}`;
      const resource = lagAlarm({ alarmName, replication: name, service: stack.name, topic: OPERATOR_TOPIC });
      return [logicalId(name, 'LagAlarm'), resource] as const;
    });
  return Object.fromEntries(alarms);
}

function ofBackups({ backup }: Config, stack: WatchedStack): Record<string, CloudFormationResource> {
  const alarms = Object.keys(backupsIn(backup, stack.region)).map((name) => {
    const alarmName = `${stack.name}-backup-${name}`;
    const resource = backupAlarm({ alarmName, backup: name, service: stack.name, topic: OPERATOR_TOPIC });
    return [logicalId(name, 'BackupAlarm'), resource] as const;
  });
  return Object.fromEntries(alarms);
}

function nameOf({ Properties }: CloudFormationResource): string {
  return String(Properties?.['AlarmName']);
}
