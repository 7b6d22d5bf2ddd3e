import { type CodeCommitClient, GetFileCommand } from '@aws-sdk/client-codecommit';
import { readLfsAttributes } from '../../shared/git/packs/lfs-attributes.ts';

/** What the files of the default branch say about content that is not in the repository. */
export interface FileFindings {
  /** Patterns of files that are kept by Git LFS. */
  readonly lfsPatterns: readonly string[];
  /** Addresses of submodules. */
  readonly submodules: readonly string[];
}

/** Reads .gitattributes and .gitmodules at the tip of the default branch of what was migrated. */
export async function lookIntoFiles(client: CodeCommitClient, repository: string): Promise<FileFindings> {
  const [attributes, modules] = await Promise.all([
    fileText(client, repository, '.gitattributes'),
    fileText(client, repository, '.gitmodules'),
  ]);
  return {
    lfsPatterns: readLfsAttributes(attributes),
    submodules: [...modules.matchAll(/^\s*url\s*=\s*(\S+)\s*$/gm)].map(([, url = '']) =>
      withoutPassword(url),
    ),
  };
}

/** Most repositories have no such file, and it is only asked to tell more: whatever fails counts as none. */
async function fileText(client: CodeCommitClient, repositoryName: string, filePath: string): Promise<string> {
  try {
    const { fileContent } = await client.send(new GetFileCommand({ repositoryName, filePath }));
    return Buffer.from(fileContent ?? []).toString('utf8');
  } catch {
    return '';
  }
}

function withoutPassword(url: string): string {
  return url.replace(/^(https?:\/\/)[^@/]*@/, '$1');
}
