/** What the stack has that is paid by the month, whether it is used or not. */
export interface StackCounts {
  /** CloudWatch charges for each metric that an alarm looks at. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly secrets: number;
  readonly eventFunctions: number;
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

/** Counts them in a compiled template. */
export function countStack({ Resources }: Template): StackCounts {
  const ofType = (wanted: string) => Object.values(Resources).filter(({ Type }) => Type === wanted);
  const alarmMetrics = ofType('AWS::CloudWatch::Alarm').map(({ Properties = {} }) => {
    const metrics = Properties['Metrics'];
    return Array.isArray(metrics) ? metrics.filter(isMetric).length : 1;
  });
  return {
    alarmMetrics: alarmMetrics.reduce((sum, count) => sum + count, 0),
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    // The one with a URL of its own takes requests and counts none.
    eventFunctions: ofType('AWS::Lambda::Function').length - ofType('AWS::Lambda::Url').length,
  };
}

function isMetric(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'MetricStat' in entry;
}
