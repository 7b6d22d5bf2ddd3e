import { kinds } from './kinds.ts';
import { late } from './late.ts';
import { belongs, wordsOf } from './telling.ts';

type Shape = () => RegExp;

const shapesByVendor = late((): ReadonlyMap<string, readonly Shape[]> => {
  const shapes = new Map<string, Shape[]>();
  for (const kind of kinds) {
    if (!('near' in kind)) continue;
    const shape = late(() => new RegExp(`^(?:${kind.value})$`));
    for (const vendor of kind.near) shapes.set(vendor, [...(shapes.get(vendor) ?? []), shape]);
  }
  return shapes;
});

/**
 * Whether a name is a vendor's, with nothing else but what belongs into the name of a secret (`datadog`, `DD_KEY`, and
 * not `SENTRY_RELEASE`), and the value has the shape of what that vendor gives out.
 */
export function isOfVendor(phrase: string, value: string): boolean {
  const known = shapesByVendor();
  const words = wordsOf(phrase);
  const vendors = words.filter((word) => known.has(word));
  if (vendors.length === 0) return false;
  const own = words.slice(words.indexOf(vendors[0] ?? ''));
  if (!own.every((word) => known.has(word) || belongs(word))) return false;
  return vendors.some((vendor) => known.get(vendor)?.some((shape) => shape().test(value)));
}
