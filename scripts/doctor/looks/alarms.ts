import { DescribeAlarmsCommand, type DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { counted } from '../words.ts';

export interface AlarmFacts {
  readonly watching: number;
  readonly ringing: readonly { readonly name: string; readonly reason: string }[];
}

const { ok, warning } = findingsOf('operation');

/** Whether an alarm of the stack is in ALARM. */
export const alarmsLook: Look<AlarmFacts, DeployedPlace> = {
  job: 'operation',
  subject: 'the alarms',
  async gather({ clients, stackName }) {
    const ringing: { name: string; reason: string }[] = [];
    let watching = 0;
    let NextToken: string | undefined;
    do {
      const page: DescribeAlarmsCommandOutput = await clients.cloudwatch.send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: `${stackName}-`, NextToken }),
      );
      for (const { AlarmName = '', StateValue, StateReason = '' } of page.MetricAlarms ?? []) {
        watching += 1;
        if (StateValue === 'ALARM') ringing.push({ name: AlarmName, reason: StateReason });
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return { watching, ringing };
  },
  assess({ watching, ringing }, { region }): Finding[] {
    if (ringing.length === 0) return [ok(`none of ${counted(watching, 'alarm')} is in ALARM`)];
    return ringing.map(({ name, reason }) =>
      warning(
        `alarm ${name} is in ALARM (${reason})`,
        `aws cloudwatch describe-alarms --alarm-names ${name} --region ${region}; its description tells what to do.`,
      ),
    );
  },
};
