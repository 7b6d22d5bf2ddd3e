import { vi } from 'vitest';

// Imported first by a test file: whatever it imports afterwards gets the thin clients.
for (const name of [
  'client-cloudwatch-logs',
  'client-codebuild',
  'client-codecommit',
  'client-dynamodb',
  'client-eventbridge',
  'client-lambda',
  'client-secrets-manager',
  'client-sqs',
])
  vi.doMock(`@aws-sdk/${name}`, () => import('./thin-clients.ts'));
