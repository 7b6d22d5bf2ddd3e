/** Words of letters and digits that begin with a letter, with one hyphen between two: nearly every name there is. */
const PLAIN = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

/**
 * The id in the template of what belongs to a name. CloudFormation takes letters and digits only; still no two names
 * of lower-case letters, digits and hyphens share an id. A plain name has a capital for each word, which tells where
 * its hyphens were; any other begins with a small letter, and its hyphens are spelt out.
 * @example logicalId('report-build', 'Role') gives 'ReportBuildRole', and logicalId('svc-1', 'LagAlarm') 'xsvcDash1LagAlarm'
 */
export function logicalId(name: string, kind: string): string {
  if (!PLAIN.test(name)) return `x${name.replaceAll('-', 'Dash')}${kind}`;
  return `${name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}${kind}`;
}
