import { aShop, type Shop } from './a-shop.ts';

/** A shop with the file `a` on main, in the commit `base`, and a `change` of it on feature. */
export async function aShopWithAChange(): Promise<{ shop: Shop; base: string; change: string }> {
  const shop = await aShop();
  const base = await shop.commit('main', { a: 'one\n' });
  await shop.branch('feature', base);
  const change = await shop.commit('feature', { a: 'two\n' }, base);
  return { shop, base, change };
}
