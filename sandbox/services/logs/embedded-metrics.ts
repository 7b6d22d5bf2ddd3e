import { type MetricValue, recordMetric } from '../../kernel/offers/cloudwatch.ts';
import type { Scope } from '../../kernel/world.ts';

type Line = Readonly<Record<string, unknown>>;

/** One directive of the format: which members of the line are metrics, and which are their dimensions. */
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/**
 * Makes metrics of a line in the embedded metric format; any other line is left as the text it is. CloudWatch does
 * so with whatever is logged, without a word about a line that does not fit.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function recordEmbeddedMetrics(scope: Scope, message: string): void {
  if (!message.startsWith('{') || !message.includes('"_aws"')) return;
  const line = parse(message);
  const { Timestamp: at, CloudWatchMetrics: directives } = (line?.['_aws'] ?? {}) as {
    readonly Timestamp?: unknown;
    readonly CloudWatchMetrics?: readonly Directive[];
  };
  if (line === undefined || typeof at !== 'number' || !Array.isArray(directives)) return;
  for (const directive of directives as readonly Directive[])
    for (const value of valuesOf(line, directive)) recordMetric(scope, { ...value, at });
}

/** Each value of each metric, once for each set of dimensions. */
function valuesOf(line: Line, { Namespace, Dimensions, Metrics }: Directive): MetricValue[] {
  return Dimensions.flatMap((names) => {
    const dimensions = Object.fromEntries(names.map((name) => [name, String(line[name])]));
    return Metrics.flatMap(({ Name, Unit = 'None' }) =>
      [line[Name]]
        .flat()
        .filter((value) => typeof value === 'number')
        .map((value) => ({ namespace: Namespace, name: Name, dimensions, value, unit: Unit })),
    );
  });
}

function parse(message: string): Line | undefined {
  try {
    return JSON.parse(message) as Line;
  } catch {
    return undefined;
  }
}
