import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/assemble.ts';
import { scopeOf } from '../../sandbox/kernel/world.ts';
import { createRole } from '../../sandbox/services/iam/roles.ts';
import { aSandbox } from '../support/a-sandbox.ts';
import { startBrowser } from '../support/browser.ts';
import { type EvilSite, evilBrowser, startEvilSite, statusOfNext } from '../support/evil-site.ts';
import { ways } from '../support/foreign-page-ways.ts';
import { type Presigned, presignedUrl } from '../support/presigned-url.ts';

let browser: Browser;
let sandbox: Sandbox;
let site: EvilSite;
let page: Page;
let before: Map<string, unknown>;
let count = 0;

beforeAll(async () => {
  [browser, sandbox, site] = await Promise.all([startBrowser(evilBrowser), aSandbox(), startEvilSite()]);
  const { world } = sandbox;
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint: world.endpoint,
    credentials: world.administrator,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'chest' }));
  const objects = [
    ['letter', 'text/plain', 'for your eyes only'],
    ['page.html', 'text/html', `<title>quiet</title><script>document.title = 'ran'; ${switchOn}</script>`],
  ] as const;
  for (const [Key, ContentType, Body] of objects)
    await s3.send(new PutObjectCommand({ Bucket: 'chest', Key, ContentType, Body }));
  s3.destroy();
  createRole(scopeOf(world, 'us-east-1'), { roleName: 'runner', trustPolicy: runnerTrust });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await sandbox?.stop();
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  before = structuredClone(sandbox.world.states);
});
afterEach(async () => {
  await page.context().close();
  expect(sandbox.world.states).toEqual(before);
});

/** What the page's own form sends, from a script that has its rights. */
const switchOn = `fetch('/us-east-1/faults', { method: 'POST', body: new URLSearchParams({ fault: 'events|drop-event', probability: '1' }) })`;
const runnerTrust = {
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
};

/** Signed with the administrator's own secret, which no page knows: the guard alone has to hold. */
function link(name: string, request: Omit<Presigned, 'endpoint'>): { url: string; status: Promise<number> } {
  count += 1;
  const mark = `x-mark-${count}`;
  const endpoint = `http://${name}:${sandbox.server.port}`;
  const url = presignedUrl({ ...request, endpoint, query: { ...request.query, [mark]: '1' } });
  return { url, status: statusOfNext(sandbox.server.port, mark) };
}

const places = [
  ['a page of another site', 'evil.example', '127.0.0.1'],
  ['a page of another port of this machine', 'localhost', 'localhost'],
] as const;

describe.each(places)('%s', (_, from, to) => {
  beforeEach(() => page.goto(`http://${from}:${site.port}/`));

  it.each(ways)('changes nothing with $name', async ({ method, body, script }) => {
    const query = {
      Action: 'CreateQueue',
      Version: '2012-11-05',
      ...(method === 'GET' && { QueueName: 'stolen' }),
    };
    const { url, status } = link(to, { service: 'sqs', method, query, ...(body !== undefined && { body }) });

    await page.evaluate(`{ ${script(JSON.stringify(url))} }`);

    expect(await status).toBe(403);
  });

  it('changes nothing with a form of several parts, which S3 would not have to understand', async () => {
    const { url, status } = link(to, {
      service: 's3',
      method: 'POST',
      path: '/chest/new',
      query: { uploads: '' },
    });

    await page.evaluate(`document.body.innerHTML =
      '<form method=post enctype=multipart/form-data action="' + ${JSON.stringify(url)}.replaceAll('&', '&amp;') + '"><input name=a></form>';
      document.forms[0].submit()`);

    expect(await status).toBe(403);
  });

  it('runs no code', async () => {
    const ZipFile = Buffer.from(zipSync({ 'index.js': Buffer.from('exports.handler = () => 1') })).toString(
      'base64',
    );
    const Role = 'arn:aws:iam::111122223333:role/runner';
    const body = JSON.stringify({
      FunctionName: 'f',
      Role,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { ZipFile },
    });
    const { url, status } = link(to, {
      service: 'lambda',
      method: 'POST',
      path: '/2015-03-31/functions',
      body,
    });

    await page.evaluate(
      `void fetch(${JSON.stringify(url)}, { method: 'POST', mode: 'no-cors', body: ${JSON.stringify(body)} })`,
    );

    expect(await status).toBe(403);
  });

  it.each(['fetch(url)', "fetch(url, { mode: 'no-cors', credentials: 'include' })"])(
    'reads nothing that a link to S3 leads to, with %s',
    async (ask) => {
      const { url, status } = link(to, { service: 's3', path: '/chest/letter' });

      const read = await page.evaluate(
        `(async (url) => (await ${ask}).text())(${JSON.stringify(url)}).catch((error) => error.name)`,
      );

      expect(await status).toBe(403);
      expect(read).toMatch(/^(?:TypeError|)$/);
    },
  );

  describe.each([
    'location.href = url',
    "document.body.innerHTML = '<iframe></iframe>', frames[0].location = url",
  ])('that says %s', (open) => {
    it('opens nothing that is signed for S3', async () => {
      const { url, status } = link(to, { service: 's3', path: '/chest/letter' });

      await page.evaluate(`((url) => { ${open} })(${JSON.stringify(url)})`);

      expect(await status).toBe(403);
    });

    it("shows its reader none of the sandbox's buttons", async () => {
      const status = statusOfNext(sandbox.server.port, '/us-east-1/faults?');

      await page.evaluate(`((url) => { ${open} })('http://${to}:${sandbox.server.port}/us-east-1/faults?')`);

      expect(await status).toBe(403);
    });
  });

  it.each([
    ['POST', '/_sandbox/faults', '{"service":"logs","kind":"throttle"}'],
    ['DELETE', '/_sandbox/faults', undefined],
    ['POST', '/us-east-1/faults', 'fault=events%7Cdrop-event&probability=1'],
  ])('switches nothing with %s %s', async (method, path, body) => {
    const status = statusOfNext(sandbox.server.port, path);
    const settings = JSON.stringify({ method, body, mode: method === 'POST' ? 'no-cors' : 'cors' });

    await page.evaluate(
      `void fetch('http://${to}:${sandbox.server.port}${path}', ${settings}).catch(() => undefined)`,
    );

    expect(await status).toBe(403);
  });
});

describe('what a person opens', () => {
  it('is shown: a link to S3 from a terminal', async () => {
    const { url } = link('127.0.0.1', { service: 's3', path: '/chest/letter' });

    const answer = await page.goto(url);

    expect(answer?.status()).toBe(200);
    expect(await answer?.text()).toBe('for your eyes only');
  });

  it('runs no script of whoever stored it, which would have the rights of the page', async () => {
    const { url } = link('127.0.0.1', { service: 's3', path: '/chest/page.html' });

    const answer = await page.goto(url, { waitUntil: 'networkidle' });

    expect(answer?.status()).toBe(200);
    expect(await page.title()).toBe('quiet');
  });
});
