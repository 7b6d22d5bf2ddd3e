import { type CodeCommitClient, GetFileCommand } from '@aws-sdk/client-codecommit';
import { cutText } from '../../shared/core/cut-text.ts';
import { readLfsAttributes } from '../../shared/git/packs/lfs-attributes.ts';
import { printableAddress } from '../../shared/redact/printable-address.ts';

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
    lfsPatterns: readLfsAttributes(attributes).patterns,
    submodules: modules.split('\n').flatMap((line) => addressIn(line) ?? []),
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

/** The address in a line of .gitmodules, git-config(5); a line is cut first, for anybody may have written it. */
function addressIn(line: string): string | undefined {
  const url = /^url\s*=\s*(\S+)$/.exec(cutText(line).trim())?.[1];
  return url === undefined ? undefined : printableAddress(url);
}
