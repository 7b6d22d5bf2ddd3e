import { describe, expect, it } from 'vitest';
import { gitCredential } from '../../../sandbox/services/codecommit/git/git-credential.ts';
import { readGitCredentials } from '../../../sandbox/services/codecommit/git/git-signature.ts';

const now = new Date('2026-03-02T09:14:12.345Z');

describe('credentials for git', () => {
  // Passwords made by the signer of botocore 1.43.11, as the AWS CLI's credential helper calls it.
  it('are those of the AWS CLI, without the port of the host', () => {
    const credential = gitCredential({
      url: 'http://127.0.0.1:4566/v1/repos/shop',
      region: 'eu-west-1',
      accessKeyId: 'test',
      secretAccessKey: 'test',
      now,
    });

    expect(credential).toEqual({
      username: 'test',
      password: '20260302T091412Z94d90a256315ca9f85725f18c76dfff79790b54e83cf0379a3a7d10f27bce760',
    });
  });

  it('carry a session token after a percent sign', () => {
    const credential = gitCredential({
      url: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/harbor-ledger',
      region: 'us-east-1',
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      sessionToken: 'tok',
      now,
    });

    expect(credential).toEqual({
      username: 'AKIDEXAMPLE%tok',
      password: '20260302T091412Z377405914448201b2573a3252ea84d3ce60e053396a29b9a949301f7b9ad6b93',
    });
  });

  it('are read from a Basic header, a token with slashes and percent signs included', () => {
    const text = `AKIDEXAMPLE%a/b+c%3D==:20260302T091412Z${'0a'.repeat(32)}`;

    expect(readGitCredentials(`Basic ${Buffer.from(text).toString('base64')}`)).toEqual({
      accessKeyId: 'AKIDEXAMPLE',
      sessionToken: 'a/b+c%3D==',
      signedAt: '20260302T091412',
      signature: '0a'.repeat(32),
    });
  });

  it.each([undefined, 'Bearer x', 'Basic !!', `Basic ${Buffer.from('user:password').toString('base64')}`])(
    'are not in %j',
    (header) => {
      expect(readGitCredentials(header)).toBeUndefined();
    },
  );
});
