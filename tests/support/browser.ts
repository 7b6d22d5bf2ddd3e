import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

/**
 * Chromium from the npm package; it looks nothing up and opens no connection of its own. The package's own flags
 * are for Lambda: one process for everything, which ends with its first page. `more` are further ones.
 */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromium'),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
