type Optional<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<
    Members[Name],
    undefined
  >;
};

/**
 * The object without its undefined members, so that "not known" is always "not there".
 * @example defined({ id, endedAt: build.endTime?.getTime() })
 */
export function defined<Members extends object>(members: Members): Optional<Members> {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  // Entries lose the connection between names and types; nothing but undefined members was taken away.
  return Object.fromEntries(kept) as Optional<Members>;
}
