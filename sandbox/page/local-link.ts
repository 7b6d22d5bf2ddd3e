const consoleAddress =
  /^https:\/\/[^/]*console[^/]*\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)(?<path>\/.*)$/;

/** What a page of the console is about, and the page here that shows it. */
const places: readonly (readonly [about: RegExp, page: string])[] = [
  [/\/codebuild\/\d+\/projects\/[^/]+\/build\/([^/?]+)/, 'builds/$1'],
  [/\/codecommit\/repositories\/([^/]+)\/commit\/([0-9a-f]+)/, 'repositories/$1/commits/$2'],
  [/\/codecommit\/repositories\/[^/]+\/pull-requests\/(\d+)/, 'pull-requests/$1'],
];

/** The place on this page that a link into the AWS console stands for; any other link stays as it is. */
export function localLink(address: string): string {
  const path = consoleAddress.exec(address)?.groups?.['path'];
  if (path === undefined) return address;
  const region = /[?&]region=([a-z0-9-]+)/.exec(path)?.[1] ?? 'us-east-1';
  for (const [about, page] of places) {
    const match = about.exec(path);
    if (match !== null) return `/${region}/${match[0].replace(about, page)}`;
  }
  return address;
}
