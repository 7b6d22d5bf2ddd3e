/** The validated `drawbridge.yml`, put into each bundle as JSON when the stack is packaged. */
declare module 'drawbridge:config' {
  const config: import('./schema.ts').Config;

  export { config };
}
