import { describe, expect, it } from 'vitest';
import { backupsOf, checksOf, replicasOf } from '../../../scripts/doctor/expected.ts';
import { loadConfig } from '../../../shared/config/load.ts';

const text = `version: 1
defaults:
  pull-requests: { builds: { unit: { project: "{repository}-ci" } } }
repositories:
  payments-*: { except: [payments-sandbox] }
  payments-api:
    pull-requests: { builds: { unit: { project: api-tests }, lint: { project: api-lint } } }
  charts: { regions: [us-east-1] }
  ledger: {}
replication:
  to-london: { repository: ledger, from: eu-west-1, to: eu-west-2 }
  to-ohio: { repository: ledger, from: us-east-1, to: us-east-2 }
backup:
  here: { repository: ledger, region: eu-west-1 }
  there: { repository: ledger, region: us-east-1 }
`;

const loaded = loadConfig(text);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { config } = loaded;

describe('what is expected in a Region', () => {
  it('are the checks of named repositories, there or not, and of those there that fit a pattern', () => {
    const existing = ['payments-web', 'payments-sandbox', 'payments-api', 'charts', 'other'];

    expect(checksOf(config, existing, 'eu-west-1')).toEqual([
      { repository: 'payments-api', check: 'unit', project: 'api-tests' },
      { repository: 'payments-api', check: 'lint', project: 'api-lint' },
      { repository: 'ledger', check: 'unit', project: 'ledger-ci' },
      { repository: 'payments-web', check: 'unit', project: 'payments-web-ci' },
    ]);
  });

  it('are the replicas and backups that its stack makes', () => {
    expect(replicasOf(config, 'eu-west-1')).toEqual([
      { name: 'to-london', repository: 'ledger', region: 'eu-west-2' },
    ]);
    expect(backupsOf(config, 'eu-west-1').map(({ name }) => name)).toEqual(['here']);
  });
});
