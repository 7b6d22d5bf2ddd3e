/** What CodePipeline hands to a job to read its artifacts with, and what answers a manual approval. */
const credentials = new Set(['accessKeyId', 'secretAccessKey', 'sessionToken', 'token']);

/** Stands where a credential was. */
export const takenOut = '[taken out]';

/**
 * An event as JSON, whole but for the credentials that it carries: those of a CodePipeline job and the token of an
 * approval, also inside a message that holds JSON as text, as SNS sends it. (CodePipeline user guide, "JSON event
 * example" and "JSON data format for manual approval notifications".)
 */
export function jsonWithoutCredentials(event: unknown): string {
  return JSON.stringify(event ?? null, hideCredential);
}

function hideCredential(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (credentials.has(name)) return takenOut;
  return hiddenInside(value);
}

/** A text that is no JSON, or holds no credential, stays as it is, to the letter. */
function hiddenInside(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    const hidden = jsonWithoutCredentials(JSON.parse(text));
    return hidden.includes(takenOut) ? hidden : text;
  } catch {
    return text;
  }
}
