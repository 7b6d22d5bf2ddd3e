/** A metric as CloudWatch's dashboards write it: namespace, name, dimensions in pairs, and how it is drawn. */
export type DashboardMetric = readonly (string | Readonly<Record<string, unknown>>)[];

/** One widget on the dashboard's grid of 24 columns, without its place. */
export interface Widget {
  readonly type: 'metric' | 'text' | 'alarm';
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A graph of metrics over time, in values of five minutes each. */
export function graph(title: string, metrics: readonly DashboardMetric[]): Widget {
  return {
    type: 'metric',
    width: 6,
    height: 6,
    // The Region is put in by CloudFormation.
    properties: { title, metrics, view: 'timeSeries', region: '${AWS::Region}', period: 300, stat: 'Sum' },
  };
}

/** A line of text over the whole width. */
export function heading(markdown: string): Widget {
  return { type: 'text', width: 24, height: 2, properties: { markdown } };
}

/** The state of alarms, by name. */
export function alarmStates(title: string, names: readonly string[]): Widget {
  const alarms = names.map(
    (name) => `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${name}`,
  );
  return { type: 'alarm', width: 18, height: 6, properties: { title, alarms } };
}

/** A metric of one thing, by the names of its dimensions. */
export function metric(
  [namespace, name]: readonly [namespace: string, name: string],
  dimensions: Readonly<Record<string, string>>,
  drawn: Readonly<Record<string, unknown>> = {},
): DashboardMetric {
  return [namespace, name, ...Object.entries(dimensions).flat(), { label: name, ...drawn }];
}

/**
 * The same metric of everything that has it: all replications, all backups. However many there are it is one line
 * here; CloudWatch finds up to 500 of them.
 */
export function metricOfEach(
  name: string,
  { dimension, service }: { readonly dimension: string; readonly service: string },
): DashboardMetric {
  const search = `{Drawbridge,${dimension},service} MetricName="${name}" service="${service}"`;
  return [
    { expression: `SEARCH('${search}', 'Maximum', 300)`, label: `\${!PROP('Dim.${dimension}')} ${name}` },
  ];
}

/** Puts rows of widgets one below the other, each from left to right. */
export function placed(rows: readonly (readonly Widget[])[]): object[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    y += Math.max(...row.map(({ height }) => height));
    return widgets;
  });
}
