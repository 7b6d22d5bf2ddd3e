/** What a project builds instead of a repository of CodeCommit; nothing when it is that repository. */
export function sourceProblem(
  { sourceType, location }: { readonly sourceType: string; readonly location: string },
  wanted: { readonly repository: string; readonly region: string },
): string | undefined {
  if (sourceType !== 'CODECOMMIT') return `has a source of type ${sourceType}`;
  const match = /^https:\/\/git-codecommit(?:-fips)?\.([a-z0-9-]+)\.[^/]+\/v1\/repos\/([^/]+?)\/?$/.exec(
    location,
  );
  const [, region, repository] = match ?? [];
  if (repository === wanted.repository && region === wanted.region) return undefined;
  return `builds ${location}`;
}
