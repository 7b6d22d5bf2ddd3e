import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/assemble.ts';
import { startBrowser } from '../support/browser.ts';
import { hostilePullRequest } from '../support/hostile-pull-request.ts';
import { playedSandbox } from '../support/played-sandbox.ts';

let browser: Browser;
let sandbox: Sandbox;
let tour: { isWell: boolean; printed: string };
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  const [started, played] = await Promise.all([startBrowser(), playedSandbox()]);
  browser = started;
  ({ sandbox } = played);
  tour = played;
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
});

afterEach(async () => {
  await page.close();
  expect(problems.splice(0)).toEqual([]);
});

describe('the tour', () => {
  it('ends every step as it should', () => {
    expect(tour.printed).toContain('The comment turns green; it is still the only one');
    expect(tour.printed).toContain('within a minute it has caught up, and nobody did anything');
    expect(tour.isWell).toBe(true);
  });
});

describe('the page of the sandbox', () => {
  it('leads from the overview to a pull request, its one comment with a badge, and the build', async () => {
    await page.goto(sandbox.world.endpoint);
    await page.getByRole('link', { name: 'Pay interest on balances' }).click();

    const comments = page.getByRole('article', { name: 'Comment' });
    await comments.getByRole('heading', { name: 'Build passed' }).waitFor();
    expect(await comments.count()).toBe(1);
    const badge = comments.getByRole('img', { name: 'unit: passing' });
    const width = await badge.evaluate(async (image: { naturalWidth: number; decode(): Promise<void> }) => {
      await image.decode();
      return image.naturalWidth;
    });
    expect(width).toBeGreaterThan(40);

    await comments.getByRole('link', { name: '#4' }).click();
    await page.getByRole('heading', { name: 'harbor-ledger-ci #4' }).waitFor();
    expect(await page.getByLabel('Log').innerText()).toContain('Phase complete: BUILD State: SUCCEEDED');
  });

  it('tells of every event who received it', async () => {
    await page.goto(`${sandbox.world.endpoint}/us-east-1/events`);

    const row = page
      .getByRole('row', { name: 'CodeCommit Pull Request State Change' })
      .filter({ hasText: 'pullRequestCreated' });
    expect(await row.innerText()).toContain('drawbridge-sandbox-validate-pull-request: delivered');

    await row.getByRole('link', { name: 'CodeCommit Pull Request State Change' }).click();
    await page.getByText('"pullRequestId": "1"').waitFor();
  });

  it('shows how each replica stands, and what differs and why', async () => {
    await page.goto(`${sandbox.world.endpoint}/us-east-1/repositories/harbor-ledger`);
    await page.getByRole('link', { name: 'Kept in ap-northeast-2 and eu-west-2' }).click();

    const london = page
      .getByRole('table', { name: 'Replicas of harbor-ledger' })
      .getByRole('row')
      .filter({ hasText: 'ledger-to-london' });
    await london.waitFor();
    expect(await london.getByRole('cell').nth(2).innerText()).toBe('none');
    expect(await london.getByRole('cell').nth(3).innerText()).toMatch(/^[0-9a-f]{12}$/);
    expect(await london.getByRole('cell').nth(4).innerText()).toMatch(/^[0-9a-f]{12}$/);
    expect(await london.getByRole('cell').nth(5).innerText()).toMatch(/^\d{4}-\d\d-\d\d /);
    const deleted = page
      .getByRole('table', { name: 'Differences' })
      .getByRole('row')
      .filter({ hasText: 'refs/heads/feature/audit' });
    expect(await deleted.innerText()).toContain('deleted at the source');
  });

  it('switches a fault on and off', async () => {
    await page.goto(`${sandbox.world.endpoint}/us-east-1/faults`);
    await page.getByLabel('What goes wrong').selectOption({ label: 'Events: some come twice' });
    await page.getByRole('button', { name: 'Switch on' }).click();

    await page.getByRole('cell', { name: 'duplicate-event' }).waitFor();
    await page.getByRole('button', { name: 'Switch everything off' }).click();

    await page.getByText('Nothing: everything works.').waitFor();
  });

  it('shows no script of a hostile title, description or comment', async () => {
    const id = await hostilePullRequest(sandbox.world);

    await page.goto(`${sandbox.world.endpoint}/us-east-1/pull-requests/${id}`);
    await page.getByText('a comment that means no good').waitFor();

    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(await page.locator('main script, main iframe, main [onerror]').count()).toBe(0);
    expect(await page.locator('main a[href^="javascript:"]').count()).toBe(0);
  });

  it('says so when there is no such thing', async () => {
    const answer = await page.goto(`${sandbox.world.endpoint}/us-east-1/pull-requests/999`);
    problems.length = 0; // the browser itself notes the 404

    expect(answer?.status()).toBe(404);
    await page.getByText('PullRequestDoesNotExistException').waitFor();
  });
});
