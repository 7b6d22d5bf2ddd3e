import { describe, expect, it } from 'vitest';
import { printableAddress } from '../../../shared/redact/printable-address.ts';

describe('printableAddress', () => {
  it.each([
    ['https://git.example/a.git', 'https://git.example/a.git'],
    ['https://git.example:8443/a.git', 'https://git.example:8443/a.git'],
    ['codecommit::us-east-1://unit', 'codecommit::us-east-1://unit'],
    ['https://alice@git.example/a.git', 'https://git.example/a.git'],
    ['https://alice:secret@git.example/a.git', 'https://git.example/a.git'],
    ['http://jdoe:pa/ss@127.0.0.1:4850/a.git', 'http://127.0.0.1:4850/a.git'],
    ['http://jdoe:pa@ss@127.0.0.1:4850/a.git', 'http://127.0.0.1:4850/a.git'],
    ['http://jdoe:pa?s#s@[::1]:4850/a.git', 'http://[::1]:4850/a.git'],
    ['http://jdoe:12/34@git.example/a.git', 'http://git.example/a.git'],
    ['http://jdoe:p a"s\'s\\@git.example/a.git', 'http://git.example/a.git'],
    ['https://x:y@/z@git.example/a.git', 'https://git.example/a.git'],
    ['jdoe:secret@git.example:a.git', 'git.example:a.git'],
    ['https://jdoe:secret', 'https://[redacted]'],
    ['https://git.example/@acme/web.git', 'https://git.example/@acme/web.git'],
  ])('of %s prints %s', (address, printed) => {
    expect(printableAddress(address)).toBe(printed);
  });
});
