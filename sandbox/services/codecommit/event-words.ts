import { partitionOf, type Scope } from '../../kernel/world.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date as CodeCommit's events carry it: `Thu Sep 03 05:49:31 UTC 2020` (facts, section 3). */
export function eventDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  const day = `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  return `${day} ${time} UTC ${date.getUTCFullYear()}`;
}

/** A page of the console on a repository, as the events name it (facts, section 10). */
export function consoleUrl(scope: Scope, repositoryName: string, page: string): string {
  const path = `/codesuite/codecommit/repositories/${repositoryName}/${page}`;
  return `${consoleHost(scope.region)}${path}?region=${scope.region}`;
}

function consoleHost(region: string): string {
  switch (partitionOf(region)) {
    case 'aws-cn':
      return `https://${region}.console.amazonaws.cn`;
    case 'aws-us-gov':
      return 'https://console.amazonaws-us-gov.com';
    case 'aws':
      return `https://${region}.console.aws.amazon.com`;
  }
}
