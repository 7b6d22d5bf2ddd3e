import { describe, expect, it } from 'vitest';
import { codeCommitUrl, regionOfHost } from '../../../shared/git/remotes/code-commit-address.ts';
import { codeCommitAuthorization } from '../../../shared/git/remotes/code-commit-authorization.ts';
import { signGit } from '../../../shared/git/remotes/sign-git.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const sessionToken = 'IQoJb3JpZ2luX2VjEA4aCXVzLWVhc3QtMSJH/+==';

// What `aws codecommit credential-helper get` of the AWS CLI 1.45.11 (botocore 1.43.11) printed for the same inputs.
const vectors = [
  {
    what: 'a usual host',
    url: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    now: Date.UTC(2026, 10, 23, 7, 5, 9),
    username: 'AKIDEXAMPLE',
    password: '20261123T070509Z34fd15918e1c09739b7fa17d5b7b1aa202dfcaa8851c4ec3dd5b3d73ef561cde',
  },
  {
    what: 'a session, and a name with a capital and a full stop',
    url: 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/My.Repo_1-x',
    region: 'eu-central-1',
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey, sessionToken },
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    username: 'ASIAEXAMPLE%IQoJb3JpZ2luX2VjEA4aCXVzLWVhc3QtMSJH/+==',
    password: '20260102T030405Z5d054e7f528cf5b4d90c99ddd87a9b8b9c63d70f5558d8ea40da6bd01c7742ff',
  },
  {
    what: 'China',
    url: 'https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/shop',
    region: 'cn-north-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    now: Date.UTC(2026, 10, 23, 23, 59, 59),
    username: 'AKIDEXAMPLE',
    password: '20261123T235959Z5e1f0c97f744e6171b68afabe2609912ef122de0a83b8e18cbde008202ccaeb8',
  },
  {
    what: 'a FIPS host',
    url: 'https://git-codecommit-fips.us-west-2.amazonaws.com/v1/repos/shop',
    region: 'us-west-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    now: Date.UTC(2026, 10, 23, 7, 5, 9),
    username: 'AKIDEXAMPLE',
    password: '20261123T070509Z1ea69d42b0ce7fe1c1b3a980600974e1c9359142d3480234bc7991bc79e959a9',
  },
  {
    what: 'a VPC endpoint',
    url: 'https://vpce-0123456789abcdef0-abcdefgh.git-codecommit.eu-west-2.vpce.amazonaws.com/v1/repos/shop',
    region: 'eu-west-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    now: Date.UTC(2026, 10, 23, 7, 5, 9),
    username: 'AKIDEXAMPLE',
    password: '20261123T070509Z7e68dd356980d5b88d1d2f8886f01680f80dfef13b1430dd71a94efb657d45fa',
  },
  {
    what: 'a VPC endpoint with FIPS',
    url: 'https://vpce-0123456789abcdef0-abcdefgh.git-codecommit-fips.us-gov-west-1.vpce.amazonaws.com/v1/repos/shop',
    region: 'us-gov-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    now: Date.UTC(2026, 10, 23, 7, 5, 9),
    username: 'AKIDEXAMPLE',
    password: '20261123T070509Z479c61d578d734172e712134b58652ed599710f3d65c98ea6b8f795b0cc5ac53',
  },
  {
    what: 'any other host, with a port that is not signed',
    url: 'http://127.0.0.1:4566/v1/repos/shop',
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    now: Date.UTC(2024, 1, 29),
    username: 'test',
    password: '20240229T000000Z924d2ed67a9e177e35bfd923c606b6576b4835c07c13ea01aa49595222f0e466',
  },
];

describe('signGit', () => {
  it.each(vectors)(
    'gives what the AWS CLI gives for $what',
    ({ username, password, url, region, credentials, now }) => {
      expect(signGit({ url, region, credentials, now })).toEqual({ username, password });
    },
  );
});

describe('regionOfHost', () => {
  it.each(vectors.slice(0, -1))('reads the Region in $url', ({ url, region }) => {
    expect(regionOfHost(new URL(url).hostname)).toBe(region);
  });

  it.each([
    'github.com',
    'git-codecommit.eu-west-1.amazonaws.com.example.org',
    'evil-git-codecommit.eu-west-1.amazonaws.com',
    '127.0.0.1',
  ])('reads none in %s', (host) => {
    expect(regionOfHost(host)).toBeUndefined();
  });
});

describe('codeCommitUrl', () => {
  it.each([
    ['eu-west-2', 'https://git-codecommit.eu-west-2.amazonaws.com/v1/repos/shop'],
    ['us-gov-west-1', 'https://git-codecommit.us-gov-west-1.amazonaws.com/v1/repos/shop'],
    ['cn-northwest-1', 'https://git-codecommit.cn-northwest-1.amazonaws.com.cn/v1/repos/shop'],
  ])('names the host of %s', (region, url) => {
    expect(codeCommitUrl({ region, repository: 'shop' })).toBe(url);
  });
});

describe('codeCommitAuthorization', () => {
  const [vector] = vectors;

  it('gives the Basic header of the signature', async () => {
    const authorization = codeCommitAuthorization({
      url: vector?.url ?? '',
      credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey }),
      now: () => vector?.now ?? 0,
    });

    expect(await authorization()).toBe(
      'Basic QUtJREVYQU1QTEU6MjAyNjExMjNUMDcwNTA5WjM0ZmQxNTkxOGUxYzA5NzM5YjdmYTE3ZDViN2IxYWEyMDJkZmNhYTg4NTFjNGVjM2RkNWIzZDczZWY1NjFjZGU=',
    );
  });

  it('signs anew, with the credentials of then, when ten minutes have passed', async () => {
    let now = 0;
    let keys = 0;
    const authorization = codeCommitAuthorization({
      url: vector?.url ?? '',
      credentials: () => {
        keys += 1;
        return { accessKeyId: `AKID${keys}`, secretAccessKey };
      },
      now: () => now,
    });
    const userAt = async (at: number) => {
      now = at;
      return Buffer.from((await authorization())?.slice('Basic '.length) ?? '', 'base64')
        .toString()
        .slice(0, 22);
    };

    expect(await userAt(0)).toBe('AKID1:19700101T000000Z');
    expect(await userAt(600_000)).toBe('AKID1:19700101T000000Z');
    expect(await userAt(600_001)).toBe('AKID2:19700101T001000Z');
  });

  it('declines a host that does not name its Region, unless it is given', async () => {
    const url = 'http://127.0.0.1:4566/v1/repos/shop';
    const credentials = () => ({ accessKeyId: 'test', secretAccessKey: 'test' });

    expect(() => codeCommitAuthorization({ url, credentials })).toThrow(
      'the host of http://127.0.0.1:4566/v1/repos/shop does not name its Region',
    );
    expect(await codeCommitAuthorization({ url, credentials, region: 'eu-west-1' })()).toMatch(/^Basic /);
  });
});
