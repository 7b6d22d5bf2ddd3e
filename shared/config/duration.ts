const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration as people write it (`90s`, `10m`, `2h`, `1d`); `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?<count>[0-9]{1,9})(?<unit>[smhd])$/.exec(text);
  const unit = UNITS[match?.groups?.['unit'] ?? ''];
  return unit === undefined ? undefined : Number(match?.groups?.['count']) * unit;
}
