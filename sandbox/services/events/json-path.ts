/** One step of a path: a key, a place in an array, or every element. */
type Step = { readonly key: string } | { readonly index: number } | 'all';

const stepForm = /\.([^.[\]]+)|\[(\d+)\]|\[\*\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/** The steps of a path such as `$.detail.phases[0]['phase-type']`, or nothing when it is not one EventBridge takes. */
export function readPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  stepForm.lastIndex = 1;
  while (stepForm.lastIndex < path.length) {
    const found = stepForm.exec(path);
    if (found === null) return undefined;
    const [, key, index, single, double] = found;
    const name = key ?? single ?? double;
    if (name !== undefined) steps.push({ key: name });
    else steps.push(index === undefined ? 'all' : { index: Number(index) });
  }
  return steps;
}

/** The value at a path, or nothing. */
export function valueAt(document: unknown, path: string): unknown {
  const steps = readPath(path);
  return steps && follow(document, steps);
}

function follow(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step === 'all') {
    return Array.isArray(value)
      ? value.map((element) => follow(element, rest)).filter((found) => found !== undefined)
      : undefined;
  }
  const name = 'key' in step ? step.key : String(step.index);
  return Object.hasOwn(value, name) ? follow((value as Record<string, unknown>)[name], rest) : undefined;
}
