import {
  CodeCommitClient,
  GetFileCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-codecommit';
import { isControllerError } from '../core/error.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** What a replica takes over from its source besides refs, and what tells of large files. */
export interface RepositoryDetails {
  /** Without those that begin with `aws:`, which nobody else may set. */
  tagsOf(arn: string): Promise<Readonly<Record<string, string>>>;
  setTags(arn: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** The text of a file at a commit; nothing when it has no such file. */
  fileAt(place: {
    readonly repository: string;
    readonly commit: string;
    readonly path: string;
  }): Promise<string | undefined>;
}

/** Tags and files of CodeCommit's repositories in the client's Region. */
export function repositoryDetails(settings: ClientSettings = {}): RepositoryDetails {
  const client = new CodeCommitClient(settings);
  return {
    async tagsOf(resourceArn) {
      const { tags = {} } = await calling({ call: 'CodeCommit ListTagsForResource', on: resourceArn }, () =>
        client.send(new ListTagsForResourceCommand({ resourceArn })),
      );
      return Object.fromEntries(
        Object.entries(tags).filter(([key]) => !key.toLowerCase().startsWith('aws:')),
      );
    },
    async setTags(resourceArn, tags) {
      await calling({ call: 'CodeCommit TagResource', on: resourceArn }, () =>
        client.send(new TagResourceCommand({ resourceArn, tags })),
      );
    },
    async fileAt({ repository, commit, path }) {
      try {
        const { fileContent } = await calling(
          { call: 'CodeCommit GetFile', on: `${path} of repository ${repository}` },
          () =>
            client.send(
              new GetFileCommand({ repositoryName: repository, commitSpecifier: commit, filePath: path }),
            ),
        );
        return Buffer.from(fileContent ?? []).toString();
      } catch (error) {
        if (isControllerError(error) && error.details['awsError'] === 'FileDoesNotExistException')
          return undefined;
        throw error;
      }
    },
  };
}
