import type { FoundRegion } from './find-region.ts';

const DOING: Readonly<Record<string, string>> = {
  package: 'Packaging',
  deploy: 'Deploying',
  info: 'Looking at',
  remove: 'Removing',
};

/** One line that says what a command does where, before anything is sent. */
export function describePlace(
  command: string,
  { stage, region, endpoint }: { stage: string; region: FoundRegion; endpoint: string | undefined },
): string {
  const place = endpoint === undefined ? 'AWS' : `${endpoint} (from AWS_ENDPOINT_URL)`;
  const where = command === 'package' ? '' : ` at ${place}`;
  return `${DOING[command] ?? command} drawbridge-${stage} in ${region.region} (from ${region.from})${where}.`;
}
