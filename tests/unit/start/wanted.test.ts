import { describe, expect, it } from 'vitest';
import { describeOwn } from '../../../scripts/start/describe-own.ts';
import { wantedIn } from '../../../scripts/start/wanted.ts';
import { loadConfig } from '../../../shared/config/load.ts';

const text = `version: 1
defaults:
  pull-requests: { builds: { unit: { project: "{repository}-ci" } } }
repositories:
  payments-*: { except: [payments-example] }
  ledger: { pull-requests: { into: ["release/*", develop] } }
  charts: { regions: [us-east-1] }
replication:
  to-london: { repository: ledger, from: eu-west-1, to: eu-west-2 }
  to-ohio: { repository: logbook, from: us-east-2, to: us-west-1 }
backup:
  nightly: { repository: vault }
`;

const loaded = loadConfig(text);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { config } = loaded;

describe('what the sandbox needs for a configuration', () => {
  const wanted = wantedIn(config, 'eu-west-1');

  it('are the repositories of every job, and one for each pattern that is not left out of it', () => {
    expect(wanted.repositories).toEqual([
      { name: 'ledger', branch: 'release/example' },
      { name: 'vault', branch: 'main' },
      { name: 'payments-trial', pattern: 'payments-*', branch: 'main' },
    ]);
  });

  it('are the build projects of their checks', () => {
    expect(wanted.checks).toEqual([
      { repository: 'ledger', check: 'unit', project: 'ledger-ci' },
      { repository: 'payments-trial', check: 'unit', project: 'payments-trial-ci' },
    ]);
  });

  it('is told beside what its stack keeps and what others look after', () => {
    expect(describeOwn(config, wanted, 'eu-west-1')).toEqual([
      'keeps to-london: ledger in eu-west-2, from its first push on',
      'keeps backup nightly of vault',
      'leaves what drawbridge.yml has for us-east-1 and us-east-2 to the stack there; --region runs that one',
    ]);
  });
});
