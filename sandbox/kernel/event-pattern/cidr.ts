import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { invalidPattern } from './invalid-pattern.ts';

interface Family {
  readonly name: 'ipv4' | 'ipv6';
  readonly label: string;
  readonly bits: number;
  readonly has: (address: string) => boolean;
}

const families: readonly Family[] = [
  { name: 'ipv4', label: 'IPv4', bits: 32, has: isIPv4 },
  { name: 'ipv6', label: 'IPv6', bits: 128, has: isIPv6 },
];

/** Compiles an IPv4 or IPv6 block such as `10.0.0.0/24`; declines what is not an address and a mask in bits. */
export function compileCidr(text: unknown): (value: unknown) => boolean {
  // The odd wording is AWS's own.
  if (typeof text !== 'string') throw invalidPattern('prefix match pattern must be a string');
  const [address = '', mask, ...more] = text.split('/');
  if (mask === undefined || more.length > 0) throw invalidPattern("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(mask)) throw invalidPattern('Malformed CIDR, mask bits must be an integer');
  const family = families.find(({ has }) => has(address));
  if (family === undefined) throw invalidPattern(`Nonstandard IP address: ${address}`);
  if (Number(mask) > family.bits)
    throw invalidPattern(`${family.label} mask bits must be < ${family.bits + 1}`);

  const block = new BlockList();
  block.addSubnet(address, Number(mask), family.name);
  return (value) => typeof value === 'string' && family.has(value) && block.check(value, family.name);
}
