// Stand for a `*` and a `?` that mean themselves; from the private use area, so no name has them.
const literalStar = '\uE000';
const literalMark = '\uE001';

/** Values of policy variables by lower-case key. */
export type Variables = (key: string) => string | undefined;

/**
 * Whether `text` fits `pattern`, where `*` is any text and `?` any one character. Policy variables
 * (`${aws:username}`, `${*}`, `${key, 'default'}`) are put in first and match as they are; a variable without
 * a value fits nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function globFits(pattern: string, text: string, variables: Variables): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('${')) return fits(pattern, text);
  const filled = fillIn(pattern, variables);
  return filled !== undefined && fits(filled, hide(text));
}

/** The text with its policy variables replaced; `undefined` when one of them has no value. */
export function fillInText(pattern: string, variables: Variables): string | undefined {
  if (!pattern.includes('${')) return pattern;
  return fillIn(pattern, variables)?.replaceAll(literalStar, '*').replaceAll(literalMark, '?');
}

function fillIn(pattern: string, variables: Variables): string | undefined {
  let complete = true;
  const filled = pattern.replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return hide(inner);
    const [key = '', fallback] = inner.split(/,\s*/, 2);
    const value = variables(key.trim().toLowerCase()) ?? fallback?.replace(/^'(.*)'$/, '$1');
    complete &&= value !== undefined;
    return hide(value ?? '');
  });
  return complete ? filled : undefined;
}

const hide = (text: string) => text.replaceAll('*', literalStar).replaceAll('?', literalMark);

/** Goes back to the last star only, so its time is at most pattern times text. */
function fits(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let position = 0; position < text.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      resumeAt = position;
      at += 1;
    } else if (wanted === '?' || wanted === text[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      resumeAt += 1;
      position = resumeAt;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
