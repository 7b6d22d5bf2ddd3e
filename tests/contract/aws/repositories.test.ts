import { describe, expect, it } from 'vitest';
import { codeCommit } from '../../../shared/aws/codecommit.ts';
import { codeCommitRepositories } from '../../../shared/aws/codecommit-repositories.ts';
import { readAttributes } from '../../../shared/aws/large-files.ts';
import { repositoryDetails } from '../../../shared/aws/repository-details.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const arn = 'arn:aws:codecommit:eu-west-1:111122223333:ledger';
const place = { repository: 'ledger', commit: 'c1', path: '.gitattributes' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const nothing = { done: { says: [{ output: {} }], gives: [undefined] } } as const;

describeCalls('the names of repositories', {
  listRepositories: {
    ask: (settings) => codeCommit(settings).listRepositories(),
    operation: 'client-codecommit ListRepositories',
    told: 'CodeCommit ListRepositories on the Region',
    errors: { InvalidContinuationTokenException: 'service-unavailable' },
    outputs: {
      none: { says: [{ output: {} }], gives: [[]] },
      'an empty page is not the last one, and the next page is read': {
        says: [
          { output: { repositories: [{ repositoryName: 'ledger' }], nextToken: 'two' } },
          { output: { repositories: [], nextToken: 'three' } },
          { output: { repositories: [{ repositoryName: 'harbor' }] } },
        ],
        gives: [['ledger', 'harbor']],
      },
    },
  },
});

describeCalls('repositories', {
  get: {
    ask: (settings) => codeCommitRepositories(settings).get('ledger'),
    operation: 'client-codecommit GetRepository',
    told: 'CodeCommit GetRepository on repository ledger',
    errors: { RepositoryDoesNotExistException: [undefined] },
    outputs: {
      'all of it': {
        says: [
          {
            output: {
              repositoryMetadata: { Arn: arn, repositoryDescription: 'Books', defaultBranch: 'main' },
            },
          },
        ],
        gives: [{ name: 'ledger', arn, description: 'Books', defaultBranch: 'main' }],
      },
      'an empty one': {
        says: [{ output: { repositoryMetadata: { Arn: arn } } }],
        gives: [{ name: 'ledger', arn }],
      },
    },
  },
  create: {
    ask: (settings) => codeCommitRepositories(settings).create({ name: 'ledger', description: 'Books' }),
    operation: 'client-codecommit CreateRepository',
    told: 'CodeCommit CreateRepository on repository ledger',
    outputs: nothing,
  },
  delete: {
    ask: (settings) => codeCommitRepositories(settings).delete('ledger'),
    operation: 'client-codecommit DeleteRepository',
    told: 'CodeCommit DeleteRepository on repository ledger',
    outputs: nothing,
  },
  setDefaultBranch: {
    ask: (settings) => codeCommitRepositories(settings).setDefaultBranch('ledger', 'main'),
    operation: 'client-codecommit UpdateDefaultBranch',
    told: 'CodeCommit UpdateDefaultBranch on repository ledger',
    errors: { RepositoryDoesNotExistException: 'not-found' },
    outputs: nothing,
  },
});

describeCalls('details of a repository', {
  tagsOf: {
    ask: (settings) => repositoryDetails(settings).tagsOf(arn),
    operation: 'client-codecommit ListTagsForResource',
    told: `CodeCommit ListTagsForResource on ${arn}`,
    errors: { RepositoryDoesNotExistException: 'not-found' },
    outputs: {
      'no tags': { says: [{ output: {} }], gives: [{}] },
      "AWS's own are left out": {
        says: [{ output: { tags: { team: 'harbor', 'aws:cloudformation:stack-id': 's', 'AWS:x': 'y' } } }],
        gives: [{ team: 'harbor' }],
      },
    },
  },
  setTags: {
    ask: (settings) => repositoryDetails(settings).setTags(arn, { team: 'harbor' }),
    operation: 'client-codecommit TagResource',
    told: `CodeCommit TagResource on ${arn}`,
    errors: { RepositoryDoesNotExistException: 'not-found' },
    outputs: nothing,
  },
  fileAt: {
    ask: (settings) => repositoryDetails(settings).fileAt(place),
    operation: 'client-codecommit GetFile',
    told: 'CodeCommit GetFile on .gitattributes of repository ledger',
    errors: {
      FileDoesNotExistException: [undefined],
      RepositoryDoesNotExistException: 'not-found',
      CommitDoesNotExistException: 'not-found',
    },
    outputs: {
      'its text': { says: [{ output: { fileContent: base64('*.psd ü') } }], gives: ['*.psd ü'] },
      'an empty file': { says: [{ output: {} }], gives: [''] },
    },
  },
});

describe('readAttributes', () => {
  const seen = { repository: 'ledger', tip: 'c1', knownAt: undefined };

  it.each([
    ['FileTooLargeException', 'CodeCommit GetFile on .gitattributes of repository ledger failed: Too large.'],
    ['AccessDeniedException', 'CodeCommit GetFile on .gitattributes of repository ledger failed: Too large.'],
  ])('gives %s as a problem to tell, and keeps nothing from being replicated', async (error, problem) => {
    const { settings } = await serviceSaying({ error, message: 'Too large' });

    expect(await readAttributes(repositoryDetails(settings), seen)).toEqual({ problem });
  });

  it('gives what is no answer of CodeCommit away: it is a defect', async () => {
    const broken = {
      ...repositoryDetails({ region: 'x' }),
      fileAt: () => Promise.reject(new TypeError('no')),
    };

    await expect(readAttributes(broken, seen)).rejects.toThrow(TypeError);
  });

  it('gives no pattern for a repository without the file, and those of the file else', async () => {
    const without = await serviceSaying({ error: 'FileDoesNotExistException' });
    const withFile = await serviceSaying({ output: { fileContent: base64('*.psd filter=lfs\n') } });

    expect(await readAttributes(repositoryDetails(without.settings), seen)).toEqual({
      commit: 'c1',
      patterns: [],
    });
    expect(await readAttributes(repositoryDetails(withFile.settings), seen)).toEqual({
      commit: 'c1',
      patterns: ['*.psd'],
    });
  });

  it('asks nothing about a tip that it knows, nor without a default branch', async () => {
    const { settings, asked } = await serviceSaying('cut');
    const details = repositoryDetails(settings);

    expect(await readAttributes(details, { ...seen, knownAt: 'c1' })).toBeUndefined();
    expect(await readAttributes(details, { ...seen, tip: undefined })).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
