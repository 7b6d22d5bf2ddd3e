import { describe, expect, it } from 'vitest';
import { buildLink, commitLink, placeOf } from '../../../shared/core/console-links.ts';

const arnIn = (partition: string, region: string) =>
  `arn:${partition}:codebuild:${region}:111122223333:build/harbor-ledger-ci:6966a191`;

describe('links into the console', () => {
  it.each([
    [
      'aws',
      'eu-west-1',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1',
    ],
    [
      'aws-cn',
      'cn-northwest-1',
      'https://cn-northwest-1.console.amazonaws.cn/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=cn-northwest-1',
    ],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://console.amazonaws-us-gov.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=us-gov-west-1',
    ],
    ['aws-eusc', 'eusc-de-east-1', undefined],
    ['aws-iso', 'us-iso-east-1', undefined],
  ])(
    'a build in partition %s has its own host, and none where the host is not known',
    (partition, region, link) => {
      expect(buildLink(arnIn(partition, region), 'harbor-ledger-ci', 'harbor-ledger-ci:6966a191')).toBe(link);
    },
  );

  it('a commit is linked in its Region', () => {
    expect(commitLink({ partition: 'aws', region: 'eu-west-1' }, 'harbor-ledger', '6bc96f9')).toBe(
      'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/harbor-ledger/commit/6bc96f9?region=eu-west-1',
    );
    expect(
      commitLink({ partition: 'aws-iso-b', region: 'us-isob-east-1' }, 'harbor-ledger', '6bc96f9'),
    ).toBeUndefined();
  });

  it.each([
    '',
    'harbor-ledger-ci:6966a191',
    'arn:aws:s3:::bucket/key',
    'urn:aws:codebuild:eu-west-1:111122223333:x',
  ])('nothing is read from %j, which does not say where it is', (text) => {
    expect(placeOf(text)).toBeUndefined();
  });
});
