import { GetBranchCommand, GetFileCommand } from '@aws-sdk/client-codecommit';
import { aShop, type Shop } from './a-shop.ts';

const repositoryName = 'shop';
const ten = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** Ten lines, with some of them replaced. */
export const lines = (changes: Record<number, string> = {}) =>
  ten.map((line, index) => `${changes[index + 1] ?? line}\n`).join('');

/** What is merged into what. */
export const sides = {
  repositoryName,
  sourceCommitSpecifier: 'feature',
  destinationCommitSpecifier: 'main',
} as const;

/** A shop whose branches main and feature are both at `base`: the file `list` with ten lines, and `other` with an x. */
export async function aShopToMerge(): Promise<{ shop: Shop; base: string }> {
  const shop = await aShop();
  const base = await shop.commit('main', { list: lines(), other: 'x\n' });
  await shop.branch('feature', base);
  return { shop, base };
}

export async function tipOf(shop: Shop, branchName: string): Promise<string | undefined> {
  const { branch } = await shop.admin.send(new GetBranchCommand({ repositoryName, branchName }));
  return branch?.commitId;
}

/** The text of a file at a commit. */
export async function read(
  shop: Shop,
  filePath: string,
  commitSpecifier: string | undefined,
): Promise<string> {
  const file = await shop.admin.send(new GetFileCommand({ repositoryName, filePath, commitSpecifier }));
  return Buffer.from(file.fileContent ?? []).toString();
}
