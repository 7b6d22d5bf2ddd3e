/** What is wrong in a dashboard's body, and where, as CloudWatch names it; its own sentences may differ. */
export interface DashboardProblem {
  readonly dataPath: string;
  readonly message: string;
}

const MOST_WIDGETS = 500;
const MOST_METRICS = 500;
const types = ['alarm', 'custom', 'explorer', 'log', 'metric', 'text'];

/**
 * Holds a body against the documented structure: places on the grid, kinds of widgets, and of metric widgets the
 * Region and the form of each metric.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardProblems(body: string): DashboardProblem[] {
  const parsed = parse(body);
  if (!isObject(parsed)) return [{ dataPath: '', message: 'The dashboard body is not a JSON object' }];
  const { widgets } = parsed;
  if (!Array.isArray(widgets)) return [{ dataPath: '', message: "Should have required property 'widgets'" }];
  if (widgets.length > MOST_WIDGETS)
    return [{ dataPath: '/widgets', message: `Should NOT have more than ${MOST_WIDGETS} items` }];
  return widgets.flatMap((widget, index) => widgetProblems(widget, `/widgets/${index}`));
}

function widgetProblems(widget: unknown, dataPath: string): DashboardProblem[] {
  if (!isObject(widget)) return [{ dataPath, message: 'Should be object' }];
  const { type, properties } = widget;
  const problems = gridProblems(widget, dataPath);
  if (typeof type !== 'string' || !types.includes(type))
    return [...problems, { dataPath: `${dataPath}/type`, message: `Should be one of ${types.join(', ')}` }];
  if (!isObject(properties))
    return [...problems, { dataPath, message: "Should have required property 'properties'" }];
  return [...problems, ...(type === 'metric' ? metricProblems(properties, `${dataPath}/properties`) : [])];
}

/** The grid has 24 columns; a widget is at most as wide, and 1,000 high. */
function gridProblems(widget: Readonly<Record<string, unknown>>, dataPath: string): DashboardProblem[] {
  const bounds = { x: [0, 23], y: [0, 1_000_000], width: [1, 24], height: [1, 1000] } as const;
  return Object.entries(bounds).flatMap(([name, [least, most]]) => {
    const value = widget[name];
    const fits =
      value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most);
    return fits ? [] : [{ dataPath: `${dataPath}/${name}`, message: `Should be from ${least} to ${most}` }];
  });
}

function metricProblems(properties: Readonly<Record<string, unknown>>, dataPath: string): DashboardProblem[] {
  const { metrics, region, annotations } = properties;
  const problems: DashboardProblem[] = [];
  if (typeof region !== 'string')
    problems.push({ dataPath, message: "Should have required property 'region'" });
  if (metrics === undefined && annotations === undefined)
    problems.push({ dataPath, message: "Should have required property 'metrics'" });
  if (metrics === undefined) return problems;
  if (!Array.isArray(metrics))
    return [...problems, { dataPath: `${dataPath}/metrics`, message: 'Should be array' }];
  if (metrics.length > MOST_METRICS)
    problems.push({
      dataPath: `${dataPath}/metrics`,
      message: `Should NOT have more than ${MOST_METRICS} items`,
    });
  return [
    ...problems,
    ...metrics
      .map((metric, index) => ({ metric, path: `${dataPath}/metrics/${index}` }))
      .filter(({ metric }) => !isMetric(metric))
      .map(({ path }) => ({ dataPath: path, message: 'Should be a metric or an expression' })),
  ];
}

/** `[namespace, name, dimension, value, …, options]` with names and values in pairs, or `[{ expression }]`. */
function isMetric(metric: unknown): boolean {
  if (!Array.isArray(metric) || metric.length === 0) return false;
  const last: unknown = metric.at(-1);
  const texts = isObject(last) ? metric.slice(0, -1) : metric;
  if (texts.length === 0) return isObject(last) && typeof last['expression'] === 'string';
  return texts.length >= 2 && texts.length % 2 === 0 && texts.every((text) => typeof text === 'string');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
