import { readFile } from 'node:fs/promises';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  /** What becomes of the thing when the resource is deleted; and when another one takes its place. */
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** A CloudFormation template, as JSON. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

/** Reads a template file, or says what is wrong with it. */
export async function readTemplate(file: string): Promise<{ template: Template; text: string }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The template cannot be read from ${file}. Package the stack first.`, { cause: error });
  });
  const template = templateIn(text);
  if (template === undefined)
    throw new Error(
      `The template ${file} is not JSON with Resources, each with a Type. The sandbox reads the form that packaging writes.`,
    );
  return { template, text };
}

/** The template that a text holds; nothing when it is no JSON, or has no Resources with a Type each. */
export function templateIn(text: string): Template | undefined {
  try {
    const template: unknown = JSON.parse(text);
    return isTemplate(template) ? template : undefined;
  } catch {
    return undefined;
  }
}

function isTemplate(value: unknown): value is Template {
  if (typeof value !== 'object' || value === null || !('Resources' in value)) return false;
  const { Resources: resources } = value;
  if (typeof resources !== 'object' || resources === null) return false;
  return Object.values(resources).every(
    (resource: unknown) =>
      typeof resource === 'object' &&
      resource !== null &&
      'Type' in resource &&
      typeof resource.Type === 'string',
  );
}
