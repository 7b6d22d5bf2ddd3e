import { AwsError } from '../../kernel/errors.ts';

/**
 * Compiles an unstructured filter pattern: every term must occur (case counts), `-term` must not, of `?term`s one
 * must; terms in double quotes may hold spaces. Declines patterns for JSON (`{ … }`), for columns (`[ … ]`) and
 * regular expressions (`%…%`), which the sandbox cannot evaluate.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed)) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid filter pattern: the sandbox knows patterns of words and quoted phrases, not ${trimmed}`,
    );
  }
  const required: string[] = [];
  const excluded: string[] = [];
  const alternatives: string[] = [];
  for (const match of trimmed.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)) {
    const text = match[2] === undefined ? (match[3] ?? '') : match[2].replaceAll(/\\(.)/g, '$1');
    if (match[1] === '-') excluded.push(text);
    else if (match[1] === '?') alternatives.push(text);
    else required.push(text);
  }
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (alternatives.length === 0 || alternatives.some((term) => message.includes(term)));
}
