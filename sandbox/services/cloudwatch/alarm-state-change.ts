import type { Alarm, AlarmState } from './state.ts';

/** The detail of "CloudWatch Alarm State Change" (facts: CloudWatch alarms; sample of a metric alarm). */
export function alarmStateChange(alarm: Alarm, previous: AlarmState): object {
  return {
    alarmName: alarm.settings.AlarmName,
    configuration: configurationOf(alarm),
    previousState: describeState(previous),
    state: describeState(alarm.state),
  };
}

function configurationOf({ settings, metricId }: Alarm): object {
  const { AlarmDescription: description } = settings;
  const metrics = settings.Metrics?.map(lowerFirst) ?? [
    {
      id: metricId,
      metricStat: {
        metric: {
          dimensions: Object.fromEntries(settings.Dimensions.map(({ Name, Value }) => [Name, Value])),
          name: settings.MetricName,
          namespace: settings.Namespace,
        },
        period: settings.Period,
        stat: settings.Statistic ?? settings.ExtendedStatistic,
      },
      returnData: true,
    },
  ];
  return { ...(description === undefined ? {} : { description }), metrics };
}

/** Queries as events write them: names begin with a small letter, dimensions are an object. */
function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    if (name === 'Dimensions' && Array.isArray(member)) {
      const dimensions = member as { Name: string; Value: string }[];
      return ['dimensions', Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]))];
    }
    const known = name === 'MetricName' ? 'name' : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return [known, lowerFirst(member)];
  });
  return Object.fromEntries(entries);
}

function describeState({ value, reason, reasonData, at }: AlarmState): object {
  return { reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: zonedTime(at), value };
}

/** `2019-10-02T17:04:40.989+0000`, without a colon in the zone. */
export function zonedTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '+0000');
}
