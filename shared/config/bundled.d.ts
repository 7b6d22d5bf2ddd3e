/** The validated `drawbridge.yml`, put into each bundle when the stack is packaged: of it what the bundle imports. */
declare module 'drawbridge:config' {
  // oxlint-disable-next-line typescript/consistent-type-imports -- an import statement would turn this declaration of a module into the augmentation of one
  type Config = import('./schema.ts').Config;

  export const repositories: Config['repositories'];
  export const replication: Config['replication'];
  export const backup: Config['backup'];
  export const statusComment: Config['statusComment'];
  export const redact: Config['redact'];
}
