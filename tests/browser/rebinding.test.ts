import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/assemble.ts';
import { aSandbox } from '../support/a-sandbox.ts';
import { startBrowser } from '../support/browser.ts';
import { evilBrowser } from '../support/evil-site.ts';
import { presignedUrl } from '../support/presigned-url.ts';
import { signedForm } from '../support/signed-request.ts';

let browser: Browser;
let sandbox: Sandbox;
let page: Page;
let origin: string;

// The page was loaded from the attacker's server; since then its name leads to this machine, and to the sandbox's port.
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([startBrowser(evilBrowser), aSandbox()]);
  const { endpoint, administrator } = sandbox.world;
  const s3 = new S3Client({ region: 'us-east-1', endpoint, credentials: administrator });
  await s3.send(new CreateBucketCommand({ Bucket: 'chest' }));
  await s3.send(new PutObjectCommand({ Bucket: 'chest', Key: 'letter', Body: 'for your eyes only' }));
  s3.destroy();
  origin = `http://evil.example:${sandbox.server.port}`;
  page = await browser.newPage();
  await page.route(`${origin}/cat`, (route) =>
    route.fulfill({ contentType: 'text/html', body: 'Look, a cat!' }),
  );
  await page.goto(`${origin}/cat`);
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
});

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** For the browser all of it is one site, so the page may send any header and read every answer. */
function ask({ path, ...settings }: Asked): Promise<{ status: number; text: string }> {
  return page.evaluate(
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(settings)}).then(async (answer) => ({ status: answer.status, text: await answer.text() }))`,
  );
}

/** Signed over the attacker's host with the administrator's own secret; the browser adds the host itself. */
function signedCall(): Asked {
  const { host: _, ...headers } = signedForm(
    'sqs',
    { Action: 'CreateQueue', QueueName: 'stolen', Version: '2012-11-05' },
    { host: new URL(origin).host },
  ).headers;
  return {
    path: '/',
    method: 'POST',
    headers,
    body: 'Action=CreateQueue&QueueName=stolen&Version=2012-11-05',
  };
}

const requests: readonly (readonly [name: string, () => Asked])[] = [
  ['the page', () => ({ path: '/' })],
  [
    "the page's form",
    () => ({
      path: '/us-east-1/faults',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'fault=events%7Cdrop-event&probability=1',
    }),
  ],
  ['what the sandbox says of itself', () => ({ path: '/_sandbox/health' })],
  [
    'the switches',
    () => ({
      path: '/_sandbox/faults',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"service":"logs","kind":"throttle"}',
    }),
  ],
  ['a signed AWS call', signedCall],
  [
    'a link to S3',
    () => ({
      path: presignedUrl({ endpoint: origin, service: 's3', path: '/chest/letter' }).slice(origin.length),
    }),
  ],
  ['git', () => ({ path: '/v1/repos/ledger/info/refs?service=git-upload-pack' })],
  ['a function URL', () => ({ path: '/_lambda-url/abc/' })],
];

describe('a page whose own name leads to this machine', () => {
  it.each(requests)('neither reads nor changes %s', async (_, request) => {
    const before = structuredClone(sandbox.world.states);

    const { status, text } = await ask(request());

    expect(status).toBe(403);
    expect(text).toContain(`It was asked for as \\"evil.example:${sandbox.server.port}\\"`);
    expect(sandbox.world.states).toEqual(before);
  });
});
