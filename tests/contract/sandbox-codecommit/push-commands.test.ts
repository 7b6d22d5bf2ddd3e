import { describe, expect, it } from 'vitest';
import { readRequestHead } from '../../../sandbox/services/codecommit/git/git-request-head.ts';
import { flush, packet } from '../../../sandbox/services/codecommit/git/pkt-line.ts';

const none = '0'.repeat(40);
const a = 'a'.repeat(40);
const b = 'b'.repeat(40);

/** What is read of a push whose packets have these contents, in pieces of a few bytes. */
async function read(...lines: string[]) {
  const bytes = Buffer.concat([...lines.map((line) => packet(line)), flush, Buffer.from('PACK')]);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  const { commands, capabilities, unreadable } = await readRequestHead(pieces(), 'git-receive-pack');
  return { commands, capabilities, unreadable };
}

describe('the commands of a push', () => {
  it('are read with the capabilities of the first one', async () => {
    expect(
      await read(
        `${none} ${a} refs/heads/main\0 report-status atomic\n`,
        `${a} ${b} refs/heads/other\n`,
        `${b} ${none} refs/tags/v1`,
      ),
    ).toEqual({
      commands: [
        { ref: 'refs/heads/main', from: undefined, to: a },
        { ref: 'refs/heads/other', from: a, to: b },
        { ref: 'refs/tags/v1', from: b, to: undefined },
      ],
      capabilities: ['report-status', 'atomic'],
      unreadable: undefined,
    });
  });

  it('are read with object ids in upper case, as git reads them', async () => {
    const { commands } = await read(`${a.toUpperCase()} ${'bB'.repeat(20)} refs/heads/main\0report-status`);

    expect(commands).toEqual([{ ref: 'refs/heads/main', from: a, to: b }]);
  });

  it('may stand behind the borders of a shallow clone', async () => {
    expect(
      await read(
        `shallow ${a}\n`,
        `shallow ${b.toUpperCase()}`,
        `${none} ${a} refs/heads/main\0report-status`,
      ),
    ).toEqual({
      commands: [{ ref: 'refs/heads/main', from: undefined, to: a }],
      capabilities: ['report-status'],
      unreadable: undefined,
    });
  });

  it.each([
    ['a line that git might take for a command', `${none}  ${a} refs/heads/main`],
    ['ids of another length', `${none}${none.slice(24)} ${a}${a.slice(24)} refs/heads/main`],
    ['a name with an end of line in it', `${none} ${a} refs/heads/feature\nrefs/heads/main`],
    ['no name', `${none} ${a} `],
    ['nothing', ''],
    ['a certificate', 'push-cert\0report-status'],
    ['an option', 'push-option=x'],
  ])('are refused as a whole with %s among them', async (_, line) => {
    const command = `${none} ${a} refs/heads/feature\0report-status`;

    expect((await read(command, line)).unreadable).toBe(line);
    expect((await read(line, command)).unreadable).toBe(line);
  });

  it('have capabilities once: git would take the last ones', async () => {
    const second = `${none} ${a} refs/heads/b\0push-options`;

    expect((await read(`${none} ${a} refs/heads/a\0report-status`, second)).unreadable).toBe(second);
  });
});
