/** The validated `drawbridge.yml`, put into each bundle as JSON when the stack is packaged. */
declare module 'drawbridge:config' {
  // oxlint-disable-next-line typescript/consistent-type-imports -- an import statement would turn this declaration of a module into the augmentation of one
  const config: import('./schema.ts').Config;

  export { config };
}
