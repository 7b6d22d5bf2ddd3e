/** The small application of the tour, as the team writes it commit by commit: path to content. */
type Files = Readonly<Record<string, string | undefined>>;

const ledger = `/** Adds up the entries of a ledger, in cents. */
export function balance(entries) {
  return entries.reduce((sum, { cents }) => sum + cents, 0);
}
`;

const ledgerTest = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balance } from './ledger.mjs';

test('an empty ledger has a balance of nothing', () => {
  assert.equal(balance([]), 0);
});

test('entries add up', () => {
  assert.equal(balance([{ cents: 1250 }, { cents: -250 }]), 1000);
});
`;

const buildspec = `version: 0.2
phases:
  install:
    commands:
      - node --version
  build:
    commands:
      - mkdir -p reports
      - >-
        node --test
        --test-reporter=spec --test-reporter-destination=stdout
        --test-reporter=junit --test-reporter-destination=reports/unit.xml
reports:
  unit:
    files: [reports/unit.xml]
    file-format: JUNITXML
`;

/** What is on main in the beginning: it works. */
export const beginning: Files = {
  'package.json': '{ "name": "harbor-ledger", "private": true, "type": "module" }\n',
  'buildspec.yml': buildspec,
  'ledger.mjs': ledger,
  'ledger.test.mjs': ledgerTest,
};

const interestTest = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interest } from './interest.mjs';

test('interest is rounded half to even, as banks do', () => {
  assert.equal(interest(1250, 2), 25);
  assert.equal(interest(1225, 2), 24);
});

test('nothing bears no interest', () => {
  assert.equal(interest(0, 2), 0);
});
`;

/** Interest with the wrong rounding: one test fails. */
export const withWrongRounding: Files = {
  'interest.mjs': `/** Interest on a balance in cents, in per cent. */
export function interest(cents, percent) {
  return Math.round((cents * percent) / 100);
}
`,
  'interest.test.mjs': interestTest,
};

/** A first try at mending it, beside a test that takes its time: its build is still running when the next one comes. */
export const withSlowTest: Files = {
  'interest.mjs': `/** Interest on a balance in cents, in per cent. */
export function interest(cents, percent) {
  return Math.floor((cents * percent) / 100);
}
`,
  'audit.test.mjs': `import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

test('the audit of a whole year adds up', () => setTimeout(3_600_000));
`,
};

/** The mended rounding, and no more slow test. */
export const withRightRounding: Files = {
  'interest.mjs': `/** Interest on a balance in cents, in per cent, rounded half to even. */
export function interest(cents, percent) {
  const exact = (cents * percent) / 100;
  const down = Math.floor(exact);
  if (exact - down !== 0.5) return Math.round(exact);
  return down % 2 === 0 ? down : down + 1;
}
`,
  'audit.test.mjs': undefined,
};
