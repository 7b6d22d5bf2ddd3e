/** IAM's `codecommit:References` condition for an operation that touches this reference. */
export function onReference(ref: string | undefined): Record<string, string> {
  if (ref === undefined) return {};
  return { 'codecommit:References': ref.startsWith('refs/') ? ref : `refs/heads/${ref}` };
}
