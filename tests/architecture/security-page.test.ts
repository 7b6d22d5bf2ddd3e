import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, root, textOf } from '../support/source-files.ts';

const page = textOf('docs/security.md');

/** What stands between backquotes and is a path: folders and a file, with or without an ending. */
const paths = [...page.matchAll(/`((?:[\w.*-]+\/)+(?:[\w.*-]+\.[a-z]+)?)`/g)].map(([, path = '']) => path);

describe('docs/security.md', () => {
  it('names files and folders that are there', () => {
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !isThere(path) && !isThere(`tests/${path}`))).toEqual([]);
  });

  it('names every test that plays an attack', () => {
    const attacks = [
      ...filesBelow('tests/sandbox/attacks', /\.test\.ts$/),
      ...filesBelow('tests/browser', /(foreign|rebinding)[\w-]*\.test\.ts$/),
    ].map((file) => file.replace('tests/', ''));

    expect(attacks.length).toBeGreaterThan(5);
    expect(attacks.filter((attack) => !paths.includes(attack))).toEqual([]);
  });

  it('tells of everybody what they may do, what holds, which test shows it, and what is left', () => {
    const sections = page.split(/^## /m).slice(1);

    expect(sections.length).toBeGreaterThanOrEqual(9);
    for (const section of sections) {
      const [title] = section.split('\n');
      expect(section, title).toMatch(
        /\n\*\*May do:\*\* [^]*\n\| what holds \| where \| shown by \|\n[^]*\n\*\*What is left\*\*\n\n- /,
      );
      for (const [row = ''] of section.matchAll(/^\| (?!what holds).*\|$/gm))
        expect(row, title).toMatch(/\| `[^|]*\| [^|]*`[^|]*\.test\.ts`[^|]*\|$/);
    }
  });

  it('leads to sections and pages that are there', () => {
    const anchors = new Set(
      [...page.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/ /g, '-'),
      ),
    );
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);

    expect(
      links.filter((link) => (link.startsWith('#') ? !anchors.has(link.slice(1)) : !isThere(`docs/${link}`))),
    ).toEqual([]);
  });
});

/** A star stands for any name. */
function isThere(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(root, path));
  const folder = dirname(path.slice(0, path.indexOf('*') + 1));
  const wanted = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]+')}$`);
  return filesBelow(folder, wanted).length > 0;
}
