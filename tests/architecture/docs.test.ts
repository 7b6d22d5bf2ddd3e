import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../shared/config/load.ts';
import { filesBelow, root, textOf } from '../support/source-files.ts';

const guides = filesBelow('docs', /\.md$/);
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...guides];
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

describe('the pages for people', () => {
  it('lead to files that exist', () => {
    const broken = pages.flatMap((page) => {
      const links = textOf(page).matchAll(/\]\((?!https?:|#)(?<to>[^)#\s]+)(?:#[^)]*)?\)/g);
      return [...links].flatMap(({ groups }) => {
        const to = normalize(join(dirname(page), groups?.['to'] ?? ''));
        return existsSync(join(root, to)) ? [] : [`${page} → ${to}`];
      });
    });

    expect(broken).toEqual([]);
  });

  it('name commands that exist', () => {
    const unknown = pages.flatMap((page) =>
      [...textOf(page).matchAll(/npm run (?<name>[a-z]+)/g)].flatMap(({ groups }) =>
        Object.hasOwn(scripts, groups?.['name'] ?? '') ? [] : [`${page}: npm run ${groups?.['name']}`],
      ),
    );

    expect(unknown).toEqual([]);
  });

  it('show configurations that are in order', () => {
    const shown = pages.flatMap((page) =>
      [...textOf(page).matchAll(/^```yaml\n(?<text>[^`]*^version: 1\n[^`]*)^```$/gm)].map(({ groups }) => ({
        page,
        ...loadConfig(groups?.['text'] ?? ''),
      })),
    );

    expect(shown.map(({ page }) => page)).toContain('docs/first-hour.md');
    expect(shown.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('are all listed among the guides', () => {
    const index = textOf('docs/README.md');
    const missing = guides.filter(
      (page) => page !== 'docs/README.md' && !index.includes(`](${page.slice('docs/'.length)})`),
    );

    expect(missing).toEqual([]);
  });
});
