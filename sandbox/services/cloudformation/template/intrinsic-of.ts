const names = [
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::If',
  'Fn::FindInMap',
  'Fn::ImportValue',
  'Fn::Base64',
  'Fn::Equals',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
  'Condition',
] as const;

/** The intrinsic functions that the sandbox knows. */
export type IntrinsicName = (typeof names)[number];

/**
 * The intrinsic function that an object of a template is, if it is one. Throws for one that the sandbox does not
 * know: leaving it as it is would deploy nonsense.
 */
export function intrinsicOf(value: object): { name: IntrinsicName; argument: unknown } | undefined {
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return undefined;
  const [key, argument] = entry as [string, unknown];
  const name = names.find((one) => one === key);
  if (name === undefined) {
    if (key.startsWith('Fn::')) throw new Error(`The sandbox does not know the intrinsic function ${key}.`);
    return undefined;
  }
  // A policy statement's Condition is an object; the function's argument is a name.
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  return { name, argument };
}
